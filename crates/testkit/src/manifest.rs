//! Manifests of any size, for tests and measurements.

use std::fmt::Write as _;

/// What a generated manifest consists of.
#[derive(Clone, Copy, Debug)]
pub struct Objects {
    /// Deployments, each naming a ConfigMap and matched by a Service.
    pub applications: usize,
}

/// Writes a manifest: one Namespace, and for each application a Deployment, a Service and a ConfigMap.
#[must_use]
pub fn manifest_of(objects: Objects) -> String {
    let mut text = String::from("apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n");
    for number in 0..objects.applications {
        let _ = write!(
            text,
            "---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-{number}
  namespace: shop
  labels: {{app: app-{number}}}
spec:
  replicas: 2
  selector:
    matchLabels: {{app: app-{number}}}
  template:
    metadata:
      labels: {{app: app-{number}, tier: backend}}
    spec:
      containers:
      - name: main
        image: example.org/app:{number}
        ports:
        - containerPort: 8080
        envFrom:
        - configMapRef:
            name: settings-{number}
---
apiVersion: v1
kind: Service
metadata:
  name: app-{number}
  namespace: shop
spec:
  selector: {{app: app-{number}}}
  ports:
  - port: 80
    targetPort: 8080
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings-{number}
  namespace: shop
data:
  LOG_LEVEL: info
"
        );
    }
    text
}
