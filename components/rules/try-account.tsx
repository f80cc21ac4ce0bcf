'use client';

import { Check, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Link } from '@/components/ui/link';
import { type RuleVerdict, tryRules } from '@/lib/domain/rule-match';
import type { Rule } from '@/lib/domain/rules';
import type { AccountDetail } from '@/lib/domain/views';
import { type TemplateName, verdictWords } from '@/lib/domain/words/rules';
import { AccountPicker } from '../accounts/account-picker';
import { ASSIGNED_BY } from '../accounts/assignment';
import { ProblemNotice } from '../edits/problem-notice';
import { type Problem, send } from '../edits/send';
import { cn } from '../ui/cn';
import { MonoId } from '../ui/mono-id';
import { Section } from '../ui/section';
import { trialWords, VERDICTS } from './trial-words';

/** Tries the rules, as they stand on the page, on one account. */
export function TryAccount({
  rules,
  fallback,
  revision,
  asEdited,
  nameOf,
}: {
  rules: readonly Rule[];
  /** The default template. */
  fallback: string;
  /** The revision in force that the rules stand on; with another one the account may have another template. */
  revision: number;
  /** Whether the rules have edits that are not saved. */
  asEdited: boolean;
  nameOf: TemplateName;
}) {
  const [account, setAccount] = useState<AccountDetail | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const asked = useRef('');
  const choose = async (id: string) => {
    asked.current = id;
    setBusy(true);
    const found = await send<AccountDetail>('GET', `/api/accounts/${encodeURIComponent(id)}`);
    if (asked.current !== id) return;
    setBusy(false);
    setProblem(found.problem ?? null);
    setAccount(found.value ?? null);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it has is asked anew for each revision
  useEffect(() => {
    if (asked.current !== '') void choose(asked.current);
  }, [revision]);
  const tried = account && tryRules(rules, account.traits);
  return (
    <Section title="Try on an account">
      <AccountPicker
        label="Account to try the rules on"
        busy={busy}
        onChoose={({ id }) => void choose(id)}
      />
      {problem && (
        <div className="mt-3">
          <ProblemNotice problem={problem} />
        </div>
      )}
      {!account && !problem && (
        <p className="mt-3 text-ink-2">
          Choose an account to see which rule it gets its template by, and why not by the others.
        </p>
      )}
      {account && tried && (
        <div className="mt-3 space-y-3">
          <div>
            <Link
              href={`/accounts/${encodeURIComponent(account.id)}`}
              className="font-semibold underline decoration-line-strong underline-offset-2 hover:decoration-ink"
            >
              {account.name}
            </Link>
            <br />
            <MonoId id={account.id} what="account id" />
          </div>
          <div role="status">
            <p className="font-medium">
              {trialWords(account.assignment.explicit, tried, fallback, nameOf)}
            </p>
            <p className="text-ink-2">
              Now it has {account.template.name}: {ASSIGNED_BY[account.assignment.by].toLowerCase()}
              .
            </p>
            {asEdited && (
              <p className="text-sm text-ink-3">By the rules as edited here, not saved yet.</p>
            )}
          </div>
          {tried.length > 0 && (
            <ol aria-label="Verdicts" className="divide-y border-t">
              {tried.map((one, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a rule is its place here
                <Verdict key={index} place={index + 1} tried={one} nameOf={nameOf} />
              ))}
            </ol>
          )}
        </div>
      )}
    </Section>
  );
}

function Verdict({
  place,
  tried: { template, verdict, conditions },
  nameOf,
}: {
  place: number;
  tried: RuleVerdict;
  nameOf: TemplateName;
}) {
  return (
    <li className="py-2">
      <p className={cn(verdict === 'takes' ? 'font-semibold' : 'text-ink-2')}>
        Rule {place}, {nameOf(template)}: {VERDICTS[verdict].toLowerCase()}
      </p>
      <ul className="text-sm text-ink-2">
        {conditions.map((condition) => {
          const Icon = condition.holds ? Check : X;
          return (
            <li key={condition.condition} className="flex items-start gap-1.5">
              <Icon
                aria-hidden
                className={cn(
                  'mt-0.5 size-3.5 shrink-0',
                  condition.holds ? 'text-on-text' : 'text-danger',
                )}
              />
              <span className="min-w-0">
                <span className="sr-only">{condition.holds ? 'Met: ' : 'Not met: '}</span>
                {verdictWords(condition)}
              </span>
            </li>
          );
        })}
      </ul>
    </li>
  );
}
