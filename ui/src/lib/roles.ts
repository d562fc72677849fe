/** Roles and permissions, sorted for people. */
import type { Key, User } from '../api/client'

/** Roles a user has from the provider; they can't be taken away here. */
export function givenRoles(user: Pick<User, 'roleNames' | 'assignedRoles'>): string[] {
  const assigned = new Set(user.assignedRoles ?? [])
  return (user.roleNames ?? []).filter((role) => !assigned.has(role))
}

/** Permissions by category, in the order in which the categories first appear. */
export function byCategory(keys: Key[]): [string, Key[]][] {
  const groups = new Map<string, Key[]>()
  for (const key of keys) {
    const category = key.category || 'Other'
    groups.set(category, [...(groups.get(category) ?? []), key])
  }
  return [...groups]
}

/** What a user is called by people. */
export function fullName(user: Pick<User, 'firstName' | 'lastName' | 'userId'>): string {
  return [user.firstName, user.lastName].filter(Boolean).join(' ') || user.userId
}
