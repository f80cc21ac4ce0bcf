import { accountCells } from '../../../lib/domain/account-cells';
import { componentEntry } from '../../../lib/domain/catalog';
import { sentenceOf } from '../../../lib/domain/catalog/sentences';
import type { CellView, LayerView } from '../../../lib/domain/cell-view';
import { CELLS, type CellRef, findCell } from '../../../lib/domain/cells';
import type { PolicyInput, ResolvedPolicy } from '../../../lib/domain/policy';
import { didYouMean } from '../../../lib/domain/policy-files';
import { accountId } from '../../../lib/domain/text';
import type { AccountDetail, CellDecision, TemplateDetail } from '../../../lib/domain/views';
import { featureTitle, remaining, valueWord } from '../../../lib/domain/words/cells';
import { LAYER_OUTCOMES, whyWords } from '../../../lib/domain/words/why';
import { type Api, connect } from '../api';
import { CommandError, EXIT, type Exit } from '../errors';
import { json, type Output } from '../output';

function cellNamed(name: string): CellRef {
  const found = findCell(name);
  if (found) return found;
  const known = CELLS.map(({ cell }) => cell);
  throw new CommandError(`There is no component or feature "${name}".${didYouMean(name, known)}`);
}

/** The account's cell as the console shows it, with who decided what templates say. */
async function look(api: Api, account: string, { cell }: CellRef) {
  const [policy, detail] = await Promise.all([
    api.get<ResolvedPolicy>(`/api/accounts/${account}/policy`),
    api.get<AccountDetail>(`/api/accounts/${account}`),
  ]);
  const place = `/api/templates/${policy.template.key}`;
  const [template, decisions] = await Promise.all([
    api.get<TemplateDetail>(place),
    api.get<{ data: CellDecision[] }>(`${place}/decisions?cell=${cell}`),
  ]);
  const chain = [template, ...template.ancestors];
  const views = accountCells({
    // Only the chain is asked for here.
    input: { templates: chain } as unknown as PolicyInput,
    policy,
    saved: policy,
    names: new Map(chain.map(({ key, name }) => [key, name])),
    overrides: new Map(detail.overrides.map((override) => [override.cell, override])),
    touched: new Set(),
  });
  const view = views.get(cell);
  if (!view) throw new CommandError(`Nothing is known of ${cell} of ${account}.`);
  return { policy, detail, view: withDecisions(view, decisions.data) };
}

function withDecisions(view: CellView, decisions: readonly CellDecision[]): CellView {
  const layers = view.layers.map((layer): LayerView => {
    const decided = decisions.find(({ template }) => template === layer.template?.key);
    if (!decided || layer.value === undefined) return layer;
    const { by, decidedAt, reason, changeId } = decided;
    return { ...layer, by, at: decidedAt, reason, changeId };
  });
  return { ...view, layers };
}

function facts({ message, reason, note, by, at, expiresAt }: LayerView, now: string): string[] {
  return [
    message,
    reason && `“${reason}”`,
    note && `Note: ${note}`,
    by && [by, at].filter(Boolean).join(', '),
    expiresAt && `Until ${expiresAt} (${remaining(now, expiresAt)})`,
  ].filter((line): line is string => Boolean(line));
}

function layerLines(output: Output, layer: LayerView, now: string): string[] {
  const { template, title, value, outcome } = layer;
  const won = outcome === 'won';
  const name = template ? `${title} (${template.key}, revision ${template.revision})` : title;
  const says = value === undefined ? 'says nothing' : valueWord(value);
  const became = LAYER_OUTCOMES[outcome];
  const line = `${won ? '→' : ' '} ${name}: ${says}${became ? `, ${became}` : ''}`;
  const indented = facts(layer, now).flatMap((fact) =>
    fact.split('\n').map((row) => `      ${row}`),
  );
  return [`  ${won ? output.paint('bold', line) : line}`, ...indented];
}

function text(
  output: Output,
  { component, feature }: CellRef,
  found: Awaited<ReturnType<typeof look>>,
) {
  const { policy, detail, view } = found;
  const entry = componentEntry(component);
  const title =
    feature === null ? entry.title : `${entry.title} › ${featureTitle(component, feature)}`;
  const sentence = sentenceOf(component, feature);
  return [
    `${output.paint('bold', title)} ${output.paint('dim', view.cell)}`,
    ...(sentence ? [sentence] : []),
    `${detail.name} ${output.paint('dim', detail.id)}`,
    '',
    `${output.paint(view.value ? 'green' : 'yellow', valueWord(view.value))}, ${whyWords(view)}${view.dimmed ? '; its component is off' : ''}`,
    '',
    'Layers, the highest first:',
    ...view.layers.flatMap((layer) => layerLines(output, layer, policy.at)),
    ...(view.advice ? ['', `Good to know: ${view.advice}`] : []),
  ].join('\n');
}

/** `switchyard explain ACCOUNT CELL`: why a cell is what it is. */
export async function explain(
  output: Output,
  { account, cell, asJson }: { account: string; cell: string; asJson: boolean },
): Promise<Exit> {
  const ref = cellNamed(cell);
  const id = accountId.safeParse(account);
  if (!id.success) throw new CommandError(id.error.issues[0]?.message ?? 'This is no account id.');
  const found = await look(connect(), id.data, ref);
  if (asJson) {
    const { value, origin, layers, advice, wanted = null } = found.view;
    output.out(
      json({ account: id.data, at: found.policy.at, cell, value, wanted, origin, layers, advice }),
    );
  } else output.out(text(output, ref, found));
  return EXIT.fine;
}
