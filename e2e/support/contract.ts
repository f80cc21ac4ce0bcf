import type { APIRequestContext } from '@playwright/test';
import Ajv2020 from 'ajv/dist/2020.js';
import type { OpenApiDocument, Operation, ResponseObject } from '@/lib/openapi/types';

/** Formats that the document names, as far as an answer can break them. */
const FORMATS = {
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  email: /^\S+@\S+$/,
  uri: /^[a-z]+:\S+$/,
};

/** One request to a documented route. */
export interface Asked {
  /** As in the source: `/api/accounts/[id]`. */
  route: string;
  method: string;
  path: string;
  data?: unknown;
  form?: Record<string, string>;
  headers?: Record<string, string>;
}

/**
 * A schema whose objects have no members but those that it names, so that undeclared ones show.
 * Problem documents stay open: some codes bring members of their own.
 */
function closedDeep(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closedDeep);
  if (typeof value !== 'object' || value === null) return value;
  if ('allOf' in value) return value;
  const entries = Object.entries(value).map(([name, part]) => [name, closedDeep(part)]);
  const isClosed = 'properties' in value && !('additionalProperties' in value);
  return { ...Object.fromEntries(entries), ...(isClosed && { additionalProperties: false }) };
}

const step = (name: string) => encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));

const isJson = (type: string) => ['application/json', 'application/problem+json'].includes(type);

const typeOf = (header: string | undefined) => (header ?? '').split(';')[0]?.trim() ?? '';

/** The OpenAPI document as what answers are held against. */
export class Contract {
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true, formats: FORMATS });

  constructor(private readonly document: OpenApiDocument) {
    const { Problem, StripeError, ...own } = document.components.schemas;
    const components = { schemas: { ...(closedDeep(own) as object), Problem, StripeError } };
    const paths = closedDeep(document.paths);
    const responses = document.components.responses;
    this.ajv.addSchema({ $id: 'api', paths, components: { ...components, responses } });
  }

  private operation({ route, method }: Asked): [path: string, Operation | undefined] {
    const path = route.replaceAll(/\[([^\]]+)\]/g, '{$1}');
    const item = this.document.paths[path] as Record<string, Operation> | undefined;
    return [path, item?.[method.toLowerCase()]];
  }

  /** What of an answer is not as the document says; nothing where it is. */
  problems(asked: Asked, status: number, contentType: string | undefined, text: string): string[] {
    const [path, operation] = this.operation(asked);
    if (!operation) return ['The document has no such operation.'];
    const answer = operation.responses[String(status)];
    if (!answer) return [`The status ${status} is not declared: ${text.slice(0, 200)}`];
    const shared = '$ref' in answer ? answer.$ref.split('/').at(-1) : undefined;
    const { content } = (
      shared ? this.document.components.responses[shared] : answer
    ) as ResponseObject;
    if (!content) return text === '' ? [] : [`A body is not declared with ${status}.`];
    const type = typeOf(contentType);
    if (!content[type]) return [`${type} is not declared with ${status}.`];
    if (!isJson(type)) return [];
    const at = shared
      ? ['components', 'responses', shared]
      : ['paths', path, asked.method.toLowerCase(), 'responses', String(status)];
    return this.invalid([...at, 'content', type, 'schema'], JSON.parse(text));
  }

  private invalid(place: readonly string[], value: unknown): string[] {
    const validate = this.ajv.getSchema(`api#/${place.map(step).join('/')}`);
    if (!validate) return [`There is no schema at ${place.join(' > ')}.`];
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) =>
        `${instancePath || 'The body'} ${message} ${JSON.stringify(params)}`,
    );
  }
}

/** Asks, and returns what came back with what of it is not as the document says. */
export async function askBy(contract: Contract, client: APIRequestContext, asked: Asked) {
  const { method, path, data, form, headers } = asked;
  const answer = await client.fetch(path, {
    method,
    ...(data !== undefined && { data }),
    ...(form && { form }),
    ...(headers && { headers }),
  });
  const text = await answer.text();
  const status = answer.status();
  const type = answer.headers()['content-type'];
  const problems = contract.problems(asked, status, type, text);
  // biome-ignore lint/suspicious/noExplicitAny: whoever asks knows what the answer is.
  const body: any = isJson(typeOf(type)) && text !== '' ? JSON.parse(text) : text;
  return { status, body, problems };
}
