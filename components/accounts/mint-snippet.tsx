import { CopyButton } from '../ui/copy-button';
import { Section } from '../ui/section';

/** A command that mints a session for this account. The token stays in the caller's environment. */
export function MintSnippet({ account, origin }: { account: string; origin: string }) {
  const command = [
    `curl -X POST ${origin}/api/account-sessions \\`,
    '  -H "Authorization: Bearer $SWITCHYARD_TOKEN" \\',
    '  -H "Content-Type: application/json" \\',
    `  -d '${JSON.stringify({ account })}'`,
  ].join('\n');
  return (
    <Section title="Mint" aside={<CopyButton text={command} label="command" />}>
      <p className="mb-2 text-ink-2">
        Turns this policy into a live AccountSession, from your own back end. Put an API token into{' '}
        <code className="font-mono text-sm">SWITCHYARD_TOKEN</code>. Each call is audited.
      </p>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="overflow-x-auto rounded-md border bg-sunken p-3 font-mono text-sm"
      >
        {command}
      </pre>
    </Section>
  );
}
