import type { z } from 'zod';
import type { Settings } from '../settings';
import { templateKey } from '../text';
import { checkReferences } from './check';
import { type ParsedFile, type Problem, parseFile } from './parse-file';
import type { AccountInFile, PolicyInFiles, TemplateInFile } from './policy';
import type { FILE_SCHEMAS, FileKind } from './schemas';

type Value<Kind extends FileKind> = z.output<(typeof FILE_SCHEMAS)[Kind]>;

/** All files of a policy that were recognized, each as it was read. */
export interface ParsedFiles {
  templates: ReadonlyMap<string, ParsedFile<Value<'template'>>>;
  rules?: ParsedFile<Value<'rules'>>;
  approvals?: ParsedFile<Value<'approvals'>>;
  guardrails?: ParsedFile<Value<'guardrails'>>;
  accounts?: ParsedFile<Value<'accounts'>>;
}

/** The files that a policy can consist of, beside those of templates. */
const SINGLE = ['rules', 'approvals', 'guardrails', 'accounts'] as const;

const TEMPLATE = /^templates\/([^/]+)\.yaml$/;

/** Whether a path is one of a policy's files. */
export const isPolicyPath = (path: string) =>
  TEMPLATE.test(path) || SINGLE.some((kind) => path === `${kind}.yaml`);

function parseAll(files: ReadonlyMap<string, string>): ParsedFiles {
  const templates = new Map<string, ParsedFile<Value<'template'>>>();
  for (const path of [...files.keys()].sort()) {
    const key = TEMPLATE.exec(path)?.[1];
    if (key === undefined) continue;
    const parsed = parseFile(path, files.get(path) ?? '', 'template');
    const named = templateKey.safeParse(key);
    if (!named.success) {
      const [issue] = named.error.issues;
      parsed.problems.push(parsed.problemAt([], `The file's name: ${issue?.message ?? 'no key'}`));
    }
    templates.set(key, parsed);
  }
  const single = SINGLE.flatMap((kind) => {
    const text = files.get(`${kind}.yaml`);
    return text === undefined ? [] : [[kind, parseFile(`${kind}.yaml`, text, kind)] as const];
  });
  return { templates, ...Object.fromEntries(single) };
}

function templatesOf(parsed: ParsedFiles['templates']): Map<string, TemplateInFile> {
  return new Map(
    [...parsed].flatMap(([key, { value }]): [string, TemplateInFile][] =>
      value
        ? [
            [
              key,
              {
                key,
                name: value.name,
                extends: value.extends ?? null,
                settings: value.settings as Settings,
              },
            ],
          ]
        : [],
    ),
  );
}

function accountsOf(value: Value<'accounts'>): Map<string, AccountInFile> {
  return new Map(
    Object.entries(value.accounts).map(([account, own]): [string, AccountInFile] => [
      account,
      {
        account,
        template: own.template ?? null,
        tags: own.tags ?? [],
        overrides: Object.fromEntries(
          Object.entries(own.overrides ?? {}).flatMap(([cell, one]) =>
            one
              ? [
                  [
                    cell,
                    {
                      setting: one.setting,
                      note: one.note ?? null,
                      expiresAt: one.expiresAt ?? null,
                    },
                  ],
                ]
              : [],
          ),
        ),
      },
    ]),
  );
}

/**
 * Reads a policy from its files, by path within their folder. Whatever is wrong is told with its
 * place: form, unknown cells, references to templates that are not there, cycles. The policy is
 * whole where there are no problems.
 */
export function readPolicy(files: ReadonlyMap<string, string>): {
  policy: PolicyInFiles;
  problems: Problem[];
} {
  const parsed = parseAll(files);
  const { rules, approvals, guardrails, accounts } = parsed;
  const policy: PolicyInFiles = {
    templates: templatesOf(parsed.templates),
    rules: rules?.value ?? null,
    approvals: approvals?.value?.rules ?? null,
    guardrails: guardrails?.value?.guardrails ?? null,
    accounts: accounts?.value ? accountsOf(accounts.value) : null,
  };
  const all = [...parsed.templates.values(), rules, approvals, guardrails, accounts];
  const problems = [
    ...all.flatMap((file) => file?.problems ?? []),
    ...checkReferences(parsed, policy),
  ];
  const order = (a: Problem, b: Problem) =>
    a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1;
  return { policy, problems: problems.sort(order) };
}
