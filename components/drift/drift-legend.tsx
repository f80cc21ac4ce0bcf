import { Section } from '../ui/section';
import { DRIFT_KINDS, KIND_WORDS } from './words';

/** What each way of differing means, and what to do about it. */
export function DriftLegend() {
  return (
    <Section title="What it means, and what to do">
      <dl className="grid gap-x-8 gap-y-4 md:grid-cols-2">
        {DRIFT_KINDS.map((kind) => (
          <div key={kind} className="min-w-0">
            <dt className="font-medium">{KIND_WORDS[kind].title}</dt>
            <dd className="mt-0.5 text-ink-2">
              {KIND_WORDS[kind].means} {KIND_WORDS[kind].todo}
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-4 border-t pt-3 text-sm text-ink-3">
        Each session’s answer is compared, cell by cell, with what the policy and the account as it
        is known here led to expect. Drift is past once a later session of the account was as
        predicted. Of the sessions themselves nothing is kept.
      </p>
    </Section>
  );
}
