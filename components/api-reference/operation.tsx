import type { ReactNode } from 'react';
import type { ApiAnswer, ApiOperation, ApiRefusal, Shape } from '@/lib/domain/api-reference';
import { CodeBlock } from '../snippets/code-block';
import { Badge } from '../ui/badge';
import { ShapeRows } from './shape-rows';
import { codeId, TypeName, Words } from './words';

const JSON_TYPE = 'application/json';

/** One operation with all that it takes and answers, and how a machine calls it. */
export function Operation({ operation }: { operation: ApiOperation }) {
  const { id, method, path, summary, about, parameters, body, answers, refusals } = operation;
  return (
    <article
      id={id}
      aria-labelledby={`${id}-title`}
      className="scroll-mt-[calc(var(--shell-top)+12px)] rounded-lg border bg-surface target:border-accent"
    >
      <div className="border-b px-4 py-3">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <h3
            id={`${id}-title`}
            className="min-w-0 font-mono text-base font-semibold wrap-anywhere"
          >
            <a href={`#${id}`} className="hover:underline">
              <span className="text-ink-3">{method}</span> {path}
            </a>
          </h3>
          <Who operation={operation} />
        </div>
        <p className="mt-1 font-medium">{summary}</p>
        {about.map((text) => (
          <p key={text} className="mt-1 max-w-3xl text-ink-2">
            <Words text={text} />
          </p>
        ))}
      </div>
      <div className="grid gap-x-6 gap-y-4 p-4 2xl:grid-cols-[minmax(0,1fr)_minmax(0,420px)]">
        <div className="flex min-w-0 flex-col gap-4">
          {parameters.length > 0 && (
            <Part title="Parameters">
              <ShapeRows rows={parameters} mark="required" />
            </Part>
          )}
          {body && (
            <Part title="Body" aside={body.media}>
              <ShapeOf shape={body.shape} mark="required" />
            </Part>
          )}
          <Part title="Answers">
            {answers.map((answer) => (
              <Answer key={answer.status} answer={answer} />
            ))}
          </Part>
          {refusals.length > 0 && (
            <Part title="Errors">
              <Refusals refusals={refusals} />
            </Part>
          )}
        </div>
        <Examples operation={operation} />
      </div>
    </article>
  );
}

function Who({ operation: { may, roles } }: { operation: ApiOperation }) {
  const people = roles.length > 0 && `people: ${roles.join(', ')}`;
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-ink-3">
      {may.kind === 'scope' && (
        <Badge>
          token: <code className="font-mono">{may.scope}</code>
        </Badge>
      )}
      {may.kind === 'people' && <Badge>no token</Badge>}
      {may.kind === 'anybody' && <Badge>no credentials</Badge>}
      {people}
    </p>
  );
}

function Part({ title, aside, children }: { title: string; aside?: string; children: ReactNode }) {
  return (
    <section className="min-w-0">
      <h4 className="mb-1.5 font-medium">
        {title} {aside && <span className="font-mono text-sm font-normal text-ink-3">{aside}</span>}
      </h4>
      {children}
    </section>
  );
}

/** A shape that stands here: its own type where it has no members, else its members. */
export function ShapeOf({ shape, mark }: { shape: Shape; mark: 'required' | 'optional' }) {
  const { type, rules, about, rows } = shape;
  const plain = rows.length > 0 && type.length === 1 && type[0]?.text === 'object';
  return (
    <>
      {!plain && (
        <p className="text-ink-2">
          <span className="font-mono text-sm">
            <TypeName type={type} />
          </span>
          {rules.length > 0 && <span className="text-sm text-ink-3">, {rules.join(', ')}</span>}
        </p>
      )}
      {about && (
        <p className="text-ink-2">
          <Words text={about} />
        </p>
      )}
      {rows.length > 0 && (
        <div className={plain && !about ? undefined : 'mt-1.5'}>
          <ShapeRows rows={rows} mark={mark} />
        </div>
      )}
    </>
  );
}

function Answer({ answer: { status, about, headers, content } }: { answer: ApiAnswer }) {
  const [only, ...others] = content;
  const short = others.length === 0 && only?.media === JSON_TYPE && only.shape.rows.length === 0;
  return (
    <div className="not-last:mb-2">
      <p>
        <span className="font-mono text-sm font-medium">{status}</span>{' '}
        {short && (
          <span className="font-mono text-sm">
            <TypeName type={only.shape.type} />{' '}
          </span>
        )}
        <Words text={about} />
      </p>
      {headers.map(({ name, about }) => (
        <p key={name} className="text-sm text-ink-2">
          Header <code className="font-mono">{name}</code>: <Words text={about} />
        </p>
      ))}
      {!short &&
        content.map(({ media, shape }) => (
          <div key={media} className="mt-1">
            {media !== JSON_TYPE && <p className="font-mono text-sm text-ink-3">{media}</p>}
            <ShapeOf shape={shape} mark="optional" />
          </div>
        ))}
    </div>
  );
}

function Refusals({ refusals }: { refusals: readonly ApiRefusal[] }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
      {refusals.map(({ status, codes, about }) => (
        <li key={status} className="flex flex-wrap gap-x-1.5">
          <span className="font-mono font-medium">{status}</span>
          {codes.length === 0 && <span className="text-ink-2">{about}</span>}
          {codes.map((code) => (
            <a
              key={code}
              href={`#${codeId(code)}`}
              className="font-mono text-accent-text hover:underline"
            >
              {code}
            </a>
          ))}
        </li>
      ))}
    </ul>
  );
}

function Examples({ operation: { id, curl, body } }: { operation: ApiOperation }) {
  if (curl !== null) {
    return (
      <div className="min-w-0">
        <CodeBlock place="curl" what={`curl: ${id}`} code={curl} />
      </div>
    );
  }
  return (
    <div className="flex min-w-0 flex-col gap-2">
      {body?.example && <CodeBlock place="Body" what={`body: ${id}`} code={body.example} />}
      <p className="text-sm text-ink-3">
        For people who are signed in, as in this console; no token may do this.
      </p>
    </div>
  );
}
