/** What addresses can say. */

export const DESIGN_VIEWS = ['graph', 'components', 'relationships', 'yaml'] as const
export type DesignView = (typeof DESIGN_VIEWS)[number]

export const REGISTRY_TABS = ['models', 'components', 'relationships', 'registrants'] as const
export type RegistryTab = (typeof REGISTRY_TABS)[number]
