/** A custom resource in two versions, of which the newer one knows more. */
export const WIDGET = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: widgets.acme.example.org
spec:
  group: acme.example.org
  names: {kind: Widget, plural: widgets}
  scope: Namespaced
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        description: A widget of Acme.
        properties:
          spec:
            type: object
            required: [size]
            properties:
              size: {type: integer, minimum: 1, maximum: 9, description: How large it is.}
              mode: {type: string, enum: [fast, safe], default: safe}
  - name: v1beta1
    served: true
    storage: false
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec: {type: object, properties: {size: {type: string}}}
`

/** A manifest whose parts belong together in many ways. */
export const SHOP = `# A small shop
apiVersion: v1
kind: Namespace
metadata:
  name: shop
---
apiVersion: v1
kind: ConfigMap
metadata: {name: storefront-settings, namespace: shop, labels: {app: storefront}}
data:
  CURRENCY: EUR
---
apiVersion: v1
kind: Secret
metadata: {name: orders-db, namespace: shop, labels: {app: orders}}
type: Opaque
stringData: {password: change-me}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: storefront, namespace: shop, labels: {app: storefront}}
spec:
  replicas: 3
  selector: {matchLabels: {app: storefront}}
  template:
    metadata: {labels: {app: storefront, tier: web}}
    spec:
      serviceAccountName: storefront
      containers:
      - name: web
        image: example.org/storefront:2.1
        ports: [{containerPort: 8080}]
        envFrom: [{configMapRef: {name: storefront-settings}}]
---
apiVersion: v1
kind: Service
metadata: {name: storefront, namespace: shop, labels: {app: storefront}}
spec:
  selector: {app: storefront}
  ports: [{port: 80, targetPort: 8080}]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop, namespace: shop}
spec:
  rules:
  - host: shop.example.org
    http:
      paths:
      - {path: /, pathType: Prefix, backend: {service: {name: storefront, port: {number: 80}}}}
      - {path: /orders, pathType: Prefix, backend: {service: {name: orders, port: {number: 80}}}}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: orders, namespace: shop, labels: {app: orders}}
spec:
  serviceName: orders
  selector: {matchLabels: {app: orders}}
  template:
    metadata: {labels: {app: orders}}
    spec:
      containers:
      - name: orders
        image: example.org/orders:1.8
        env:
        - {name: DB_PASSWORD, valueFrom: {secretKeyRef: {name: orders-db, key: password}}}
      volumes:
      - {name: data, persistentVolumeClaim: {claimName: orders-data}}
---
apiVersion: v1
kind: Service
metadata: {name: orders, namespace: shop, labels: {app: orders}}
spec:
  selector: {app: orders}
  ports: [{port: 80}]
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: orders-data, namespace: shop, labels: {app: orders}}
spec:
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: 5Gi}}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: storefront, namespace: shop, labels: {app: storefront}}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: read-settings, namespace: shop}
rules:
- {apiGroups: [""], resources: [configmaps], verbs: [get]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: storefront-reads-settings, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: read-settings}
subjects:
- {kind: ServiceAccount, name: storefront, namespace: shop}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: storefront, namespace: shop}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: storefront}
  minReplicas: 3
  maxReplicas: 10
`
