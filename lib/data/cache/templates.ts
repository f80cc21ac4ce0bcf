import 'server-only';
import { LRUCache } from 'lru-cache';
import { type CompiledTemplate, compile } from '@/lib/domain/compiled';
import type { TemplateLayer } from '@/lib/domain/policy';
import { offeredPreview } from '../preview';
import { quickChain } from '../template-rows';
import { feed } from './feed';

/** A platform has some hundreds; each is compiled once for each of its revisions. */
const MOST = 2_000;

function create() {
  const kept = new LRUCache<string, CompiledTemplate>({ max: MOST });
  feed().keep((news) => {
    // One template may be the ancestor of any other.
    if (news === null || news.some(({ kind }) => kind === 'template')) kept.clear();
  });
  return kept;
}

const holder = globalThis as { keptTemplates?: ReturnType<typeof create> };

function templates() {
  holder.keptTemplates ??= create();
  return holder.keptTemplates;
}

/** A template with its ancestors, compiled; undefined where it is not kept. */
export const keptTemplate = (key: string): CompiledTemplate | undefined => templates().get(key);

/** Reads a template with its ancestors, compiles it and keeps it, unless something was altered meanwhile. */
export async function loadTemplate(key: string): Promise<CompiledTemplate> {
  const kept = templates();
  const { generation } = feed();
  const [first, ...ancestors] = await quickChain(key);
  if (!first) throw new Error(`There is no template "${key}", although an account has it.`);
  const layers: [TemplateLayer, ...TemplateLayer[]] = [first, ...ancestors];
  const compiled = compile(layers, offeredPreview());
  if (feed().generation === generation) kept.set(key, compiled);
  return compiled;
}
