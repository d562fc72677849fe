//! Every kind the Kubernetes API has, in every version it is served in. Kinds of lists are not among them.
//!
//! Rust can't enumerate the types of a crate, so they stand here by name; a test compares the outcome with
//! the source of `k8s-openapi` and fails when a kind is missing.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use k8s_openapi::{ClusterResourceScope, Metadata, NamespaceResourceScope, Resource, SubResourceScope};
use serde_json::Value;

use crate::schema;

/// A kind with what the crate's types tell about it.
pub struct Kind {
    /// Kind, such as `Deployment`.
    pub name: &'static str,
    /// API version, such as `apps/v1`.
    pub api_version: &'static str,
    /// API group, such as `apps`; empty for the core group.
    pub group: &'static str,
    /// Whether its objects live in a namespace.
    pub namespaced: bool,
    /// JSON Schema of the whole object.
    pub schema: Value,
}

trait Scope {
    const NAMESPACED: bool;
}

impl Scope for ClusterResourceScope {
    const NAMESPACED: bool = false;
}

impl Scope for NamespaceResourceScope {
    const NAMESPACED: bool = true;
}

/// The objects that have subresources with metadata (Pods, Deployments, service accounts) are namespaced.
impl Scope for SubResourceScope {
    const NAMESPACED: bool = true;
}

fn kind<T>() -> Kind
where
    T: Resource<Scope: Scope> + Metadata<Ty = ObjectMeta> + schemars::JsonSchema,
{
    Kind {
        name: T::KIND,
        api_version: T::API_VERSION,
        group: T::GROUP,
        namespaced: <T::Scope as Scope>::NAMESPACED,
        schema: schema::of::<T>(),
    }
}

macro_rules! kinds {
    ($($($module:ident)::+ => $($name:ident)+;)+) => {
        [$({
            use k8s_openapi::$($module)::+ as types;
            vec![$(kind::<types::$name>()),+]
        }),+]
        .into_iter()
        .flatten()
        .collect()
    };
}

/// Returns all kinds.
pub fn all() -> Vec<Kind> {
    kinds! {
        api::admissionregistration::v1 =>
            MutatingAdmissionPolicy MutatingAdmissionPolicyBinding MutatingWebhookConfiguration
            ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration;
        api::admissionregistration::v1alpha1 => MutatingAdmissionPolicy MutatingAdmissionPolicyBinding;
        api::admissionregistration::v1beta1 => MutatingAdmissionPolicy MutatingAdmissionPolicyBinding;
        api::apiserverinternal::v1alpha1 => StorageVersion;
        api::apps::v1 => ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet;
        api::authentication::v1 => SelfSubjectReview TokenRequest TokenReview;
        api::authorization::v1 =>
            LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview;
        api::autoscaling::v1 => HorizontalPodAutoscaler Scale;
        api::autoscaling::v2 => HorizontalPodAutoscaler;
        api::batch::v1 => CronJob Job;
        api::certificates::v1 => CertificateSigningRequest ClusterTrustBundle PodCertificateRequest;
        api::certificates::v1beta1 => ClusterTrustBundle PodCertificateRequest;
        api::coordination::v1 => Lease;
        api::coordination::v1alpha2 => LeaseCandidate;
        api::coordination::v1beta1 => LeaseCandidate;
        api::core::v1 =>
            Binding ComponentStatus ConfigMap Endpoints Event LimitRange Namespace Node PersistentVolume
            PersistentVolumeClaim Pod PodTemplate ReplicationController ResourceQuota Secret Service
            ServiceAccount;
        api::discovery::v1 => EndpointSlice;
        api::events::v1 => Event;
        api::flowcontrol::v1 => FlowSchema PriorityLevelConfiguration;
        api::lifecycle::v1alpha1 => Eviction EvictionRequest;
        api::networking::v1 => IPAddress Ingress IngressClass NetworkPolicy ServiceCIDR;
        api::node::v1 => RuntimeClass;
        api::policy::v1 => Eviction PodDisruptionBudget;
        api::rbac::v1 => ClusterRole ClusterRoleBinding Role RoleBinding;
        api::resource::v1 => DeviceClass DeviceTaintRule ResourceClaim ResourceClaimTemplate ResourceSlice;
        api::resource::v1alpha3 => DeviceTaintRule ResourcePoolStatusRequest;
        api::resource::v1beta1 => DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice;
        api::resource::v1beta2 =>
            DeviceClass DeviceTaintRule ResourceClaim ResourceClaimTemplate ResourceSlice;
        api::scheduling::v1 => PriorityClass;
        api::scheduling::v1alpha3 => CompositePodGroup PodGroup Workload;
        api::scheduling::v1beta1 => PodGroup Workload;
        api::storage::v1 =>
            CSIDriver CSINode CSIStorageCapacity StorageClass VolumeAttachment VolumeAttributesClass;
        api::storagemigration::v1 => StorageVersionMigration;
        api::storagemigration::v1beta1 => StorageVersionMigration;
        apiextensions_apiserver::pkg::apis::apiextensions::v1 => CustomResourceDefinition;
        kube_aggregator::pkg::apis::apiregistration::v1 => APIService;
    }
}
