/** What the stub is told of an account; one that it was told nothing of is Express. */
export interface StubAccount {
  id: string;
  dashboard: string | null;
  losses: string | null;
  collects: string | null;
  capabilities: Record<string, string>;
}
