//! Kinds that many people use, looked at closely; and objects of them, accepted or refused by their schemas.

use meshery_builtin::index;
use meshery_registry::ComponentEntry;
use serde_json::{Value, json};

fn entry(api_version: &str, kind: &str) -> ComponentEntry<'static> {
    index().lookup(api_version, kind).unwrap_or_else(|| panic!("there is no {api_version} {kind}"))
}

fn schema(api_version: &str, kind: &str) -> Value {
    let text = entry(api_version, kind).schema().expect("a schema");
    serde_json::from_str(&text).expect("JSON")
}

/// The schema of a member, found along properties, lists, maps and references.
fn member(schema: &Value, path: &str) -> Value {
    let resolved = |place: &Value| {
        let target = place["$ref"].as_str().map(|target| target.trim_start_matches('#'));
        let target = target.map(|target| schema.pointer(target).expect("a local reference"));
        let mut all = target.cloned().unwrap_or_else(|| json!({}));
        all.as_object_mut().expect("an object").extend(place.as_object().expect("an object").clone());
        all
    };
    let mut place = schema.clone();
    for segment in path.split('/') {
        let next = match segment {
            "_" => &place["items"],
            name => &place["properties"][name],
        };
        assert!(next.is_object(), "{path} ends at {segment}");
        place = resolved(next);
    }
    place
}

#[test]
fn well_known_kinds_belong_to_their_projects() {
    for (api_version, kind, name, model, namespaced) in [
        ("cert-manager.io/v1", "Certificate", "Certificate", "cert-manager", true),
        ("cert-manager.io/v1", "ClusterIssuer", "Cluster Issuer", "cert-manager", false),
        ("acme.cert-manager.io/v1", "Challenge", "Challenge", "cert-manager", true),
        ("networking.istio.io/v1", "VirtualService", "Virtual Service", "istio-base", true),
        ("security.istio.io/v1", "PeerAuthentication", "Peer Authentication", "istio-base", true),
        ("gateway.networking.k8s.io/v1", "HTTPRoute", "HTTP Route", "gateway-api", true),
        ("gateway.networking.k8s.io/v1", "GatewayClass", "Gateway Class", "gateway-api", false),
        ("argoproj.io/v1alpha1", "Application", "Application", "argo-cd", true),
        ("monitoring.coreos.com/v1", "ServiceMonitor", "Service Monitor", "kube-prometheus-stack", true),
        ("keda.sh/v1alpha1", "ScaledObject", "Scaled Object", "keda", true),
        ("external-secrets.io/v1", "ExternalSecret", "External Secret", "external-secrets", true),
        ("kafka.strimzi.io/v1beta2", "KafkaTopic", "Kafka Topic", "strimzi-kafka-operator", true),
        ("cilium.io/v2", "CiliumIdentity", "Cilium Identity", "cilium", false),
        ("cilium.io/v2", "CiliumEndpoint", "Cilium Endpoint", "cilium", true),
        ("kuma.io/v1alpha1", "Mesh", "Mesh", "kuma", false),
        ("kuma.io/v1alpha1", "Dataplane", "Dataplane", "kuma", true),
    ] {
        let entry = entry(api_version, kind);
        assert_eq!(entry.display_name(), name);
        assert_eq!((entry.model().name.as_str(), entry.is_namespaced()), (model, namespaced), "{kind}");
        let group = entry.metadata().extra["group"].as_str().map(str::to_owned);
        assert_eq!(group.as_deref(), api_version.split('/').next(), "{kind}");
    }
}

#[test]
fn a_kind_without_version_is_its_newest() {
    for (kind, model, newest) in [
        ("VirtualService", "istio-base", "networking.istio.io/v1"),
        ("HTTPRoute", "gateway-api", "gateway.networking.k8s.io/v1"),
        ("GRPCRoute", "gateway-api", "gateway.networking.k8s.io/v1"),
        ("Deployment", "*", "apps/v1"),
        ("Ingress", "*", "networking.k8s.io/v1"),
    ] {
        let entry = index().definition(kind, None, model).expect("a known kind");
        assert_eq!(entry.api_version(), newest, "{kind}");
    }
}

#[test]
fn models_have_the_newest_version_of_their_apis() {
    for (api_version, kind, version) in [
        ("cert-manager.io/v1", "Certificate", "v1"),
        ("keda.sh/v1alpha1", "ScaledObject", "v1alpha1"),
        ("networking.istio.io/v1beta1", "VirtualService", "v1"),
    ] {
        assert_eq!(entry(api_version, kind).model().model.version, version, "{kind}");
    }
}

#[test]
fn a_certificate_has_what_cert_manager_defines() {
    let schema = schema("cert-manager.io/v1", "Certificate");
    assert_eq!(schema["title"], "Certificate");
    assert_eq!(schema["required"], json!(["spec"]));
    let names: Vec<&String> = schema["properties"].as_object().expect("members").keys().collect();
    assert_eq!(names, ["metadata", "spec"]);
    let spec = member(&schema, "spec");
    assert_eq!(spec["required"], json!(["issuerRef", "secretName"]));
    assert_eq!(member(&schema, "spec/dnsNames/_")["type"], "string");
    let common_name = member(&schema, "spec/commonName");
    let description = common_name["description"].as_str().expect("a description");
    assert!(
        description
            .starts_with("Requested common name X509 certificate subject attribute.\nMore info: https:")
    );
    assert_eq!(member(&schema, "spec/privateKey/algorithm")["enum"], json!(["RSA", "ECDSA", "Ed25519"]));
    assert_eq!(member(&schema, "spec/issuerRef/name")["type"], "string");
    assert!(
        entry("cert-manager.io/v1", "Certificate").description().starts_with("Specification of the desired")
    );
}

#[test]
fn ports_quantities_and_any_values_are_what_they_are_in_kubernetes() {
    let monitor = schema("monitoring.coreos.com/v1", "ServiceMonitor");
    assert_eq!(member(&monitor, "spec/endpoints/_/targetPort")["type"], json!(["integer", "string"]));
    assert_eq!(member(&monitor, "spec/endpoints/_/interval")["type"], "string");
    let application = schema("argoproj.io/v1alpha1", "Application");
    assert_eq!(member(&application, "spec/syncPolicy/retry/limit")["format"], "int64");
    let values = member(&application, "spec/source/helm/valuesObject");
    assert_eq!(values.get("type"), Some(&json!("object")), "{values}");
}

fn accepts(api_version: &str, kind: &str, configuration: &Value) -> bool {
    let validator = jsonschema::draft202012::new(&schema(api_version, kind)).expect("a schema");
    validator.is_valid(configuration)
}

fn certificate() -> Value {
    json!({
        "metadata": {"name": "shop", "namespace": "web", "labels": {"app": "shop"}},
        "spec": {
            "secretName": "shop-tls", "dnsNames": ["shop.example"], "duration": "2160h",
            "issuerRef": {"name": "letsencrypt", "kind": "ClusterIssuer"},
            "privateKey": {"algorithm": "ECDSA", "size": 256},
        },
    })
}

#[test]
fn objects_as_people_write_them_are_accepted() {
    let route = json!({"metadata": {"name": "shop"}, "spec": {
        "parentRefs": [{"name": "public", "sectionName": "https"}], "hostnames": ["shop.example"],
        "rules": [{
            "matches": [{"path": {"type": "PathPrefix", "value": "/cart"}}],
            "backendRefs": [{"name": "cart", "port": 8080, "weight": 90}],
        }],
    }});
    let service = json!({"metadata": {"name": "httpbin"}, "spec": {
        "hosts": ["*"], "gateways": ["httpbin-gateway"],
        "http": [{"route": [{"destination": {"host": "httpbin", "port": {"number": 8000}}}], "timeout": "3s"}],
    }});
    let gateway = json!({"metadata": {"name": "httpbin-gateway"}, "spec": {
        "selector": {"istio": "ingressgateway"},
        "servers": [{"port": {"number": 80, "name": "http", "protocol": "HTTP"}, "hosts": ["*"]}],
    }});
    let application = json!({"metadata": {"name": "guestbook", "namespace": "argocd"}, "spec": {
        "project": "default", "destination": {"server": "https://kubernetes.default.svc", "namespace": "guestbook"},
        "source": {"repoURL": "https://example.org/apps.git", "path": "guestbook", "targetRevision": "HEAD",
                   "helm": {"valuesObject": {"replicas": 2, "nested": {"any": [1, "two"]}}}},
        "syncPolicy": {"automated": {"prune": true, "selfHeal": true}},
    }});
    let monitor = json!({"metadata": {"name": "shop"}, "spec": {
        "selector": {"matchLabels": {"app": "shop"}}, "endpoints": [{"port": "metrics", "interval": "30s"},
                                                                    {"targetPort": 9090}],
    }});
    let scaled = json!({"metadata": {"name": "worker"}, "spec": {
        "scaleTargetRef": {"name": "worker"}, "minReplicaCount": 0, "maxReplicaCount": 20,
        "triggers": [{"type": "rabbitmq", "metadata": {"queueName": "jobs", "value": "5"}}],
    }});
    for (api_version, kind, configuration) in [
        ("cert-manager.io/v1", "Certificate", certificate()),
        ("gateway.networking.k8s.io/v1", "HTTPRoute", route),
        ("networking.istio.io/v1", "VirtualService", service.clone()),
        ("networking.istio.io/v1alpha3", "VirtualService", service),
        ("networking.istio.io/v1", "Gateway", gateway),
        ("argoproj.io/v1alpha1", "Application", application),
        ("monitoring.coreos.com/v1", "ServiceMonitor", monitor),
        ("keda.sh/v1alpha1", "ScaledObject", scaled),
    ] {
        let validator = jsonschema::draft202012::new(&schema(api_version, kind)).expect("a schema");
        if let Err(error) = validator.validate(&configuration) {
            panic!("{api_version} {kind}: {error} at {}", error.instance_path());
        }
    }
}

#[test]
fn mistakes_are_refused() {
    let with = |path: &str, value: Value| {
        let mut changed = certificate();
        *changed.pointer_mut(path).expect("a member of the certificate") = value;
        changed
    };
    for wrong in [
        json!({"metadata": {"name": "shop"}}),
        json!({"spec": {"secretName": "shop-tls"}}),
        with("/spec/dnsNames", json!("shop.example")),
        with("/spec/privateKey/algorithm", json!("DSA")),
        with("/spec/privateKey/size", json!("256")),
        with("/spec/issuerRef", json!({"kind": "ClusterIssuer"})),
        with("/metadata/labels", json!({"app": 1})),
    ] {
        assert!(!accepts("cert-manager.io/v1", "Certificate", &wrong), "{wrong}");
    }
}

#[test]
fn kinds_without_types_accept_whatever_they_are_given() {
    let anything = json!({"metadata": {"name": "a"}, "spec": {"traffic": [1, 2]}, "mesh": "default"});
    assert!(accepts("kuma.io/v1alpha1", "TrafficRoute", &anything));
    assert!(!accepts("kuma.io/v1alpha1", "TrafficRoute", &json!({"metadata": {"name": 1}})));
}

#[test]
fn members_at_the_top_may_be_lists() {
    let report = |results: Value| json!({"metadata": {"name": "r"}, "results": results});
    let result = json!({"policy": "require-labels", "result": "fail"});
    assert!(accepts("wgpolicyk8s.io/v1alpha2", "PolicyReport", &report(json!([result]))));
    assert!(!accepts("wgpolicyk8s.io/v1alpha2", "PolicyReport", &report(json!([{"policy": 1}]))));
}
