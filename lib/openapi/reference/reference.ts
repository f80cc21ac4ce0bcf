import type {
  ApiAnswer,
  ApiCode,
  ApiOperation,
  ApiReference,
  ApiRefusal,
} from '@/lib/domain/api-reference';
import type { OpenApiDocument, Operation, Parameter, Reference, ResponseObject } from '../types';
import { bodyOf, curlOf } from './curl';
import { shapeOf } from './shape';

type Components = OpenApiDocument['components'];

const paragraphs = (text: string | undefined) => (text ?? '').split(/\n{2,}/).filter(Boolean);

const RESPONSES = '#/components/responses/';
const HEADERS = '#/components/headers/';

function responseOf(found: ResponseObject | Reference, { responses }: Components): ResponseObject {
  if (!('$ref' in found)) return found;
  return responses[found.$ref.slice(RESPONSES.length)] ?? { description: '' };
}

/** Headers that a single answer has; what every answer has stands at the head of the page. */
function headersOf({ headers = {} }: ResponseObject, components: Components) {
  return Object.entries(headers).flatMap(([name, found]) => {
    const of = '$ref' in found ? components.headers[found.$ref.slice(HEADERS.length)] : found;
    return !of || name === 'X-Request-Id' ? [] : [{ name, about: of.description }];
  });
}

function answerOf(status: string, response: ResponseObject, components: Components): ApiAnswer {
  return {
    status,
    about: response.description,
    headers: headersOf(response, components),
    content: Object.entries(response.content ?? {}).map(([media, { schema }]) => ({
      media,
      shape: shapeOf(schema),
    })),
  };
}

/** The error codes that a response names, if it is a problem document. */
function codesOf({ content = {} }: ResponseObject): string[] {
  const { schema } = content['application/problem+json'] ?? {};
  return (schema?.allOf ?? []).flatMap(({ properties }) =>
    (properties?.code?.enum ?? []).map(String),
  );
}

const isRefusal = (status: string) => Number(status) >= 400;

function mayOf(operation: Operation): ApiOperation['may'] {
  const scope = operation['x-required-scope'];
  if (scope !== null) return { kind: 'scope', scope };
  return operation['x-people-only'] ? { kind: 'people' } : { kind: 'anybody' };
}

function parameterOf({ name, in: place, required, description, schema }: Parameter) {
  const { type, rules, about } = shapeOf(schema);
  return {
    depth: 0,
    choice: null,
    name,
    place,
    required,
    type,
    rules,
    about: description ?? about,
  };
}

/** What the badge at an operation says, its description need not say again. */
const saidByBadge = /^(A token needs the scope|For people who are signed in;|No credentials are)/;

function operationOf(
  document: OpenApiDocument,
  origin: string,
  method: string,
  path: string,
  operation: Operation,
): ApiOperation {
  const { components } = document;
  const body = bodyOf(operation, components.schemas);
  const responses = Object.entries(operation.responses).map(
    ([status, found]) => [status, responseOf(found, components)] as const,
  );
  return {
    id: operation.operationId,
    method: method.toUpperCase(),
    path,
    summary: operation.summary,
    about: paragraphs(operation.description).filter((words) => !saidByBadge.test(words)),
    may: mayOf(operation),
    roles: operation['x-roles'],
    parameters: (operation.parameters ?? []).map(parameterOf),
    body: body && {
      media: body.media,
      shape: shapeOf(body.schema),
      example: body.example === undefined ? null : JSON.stringify(body.example, null, 2),
    },
    answers: responses
      .filter(([status]) => !isRefusal(status))
      .map(([status, response]) => answerOf(status, response, components)),
    refusals: responses
      .filter(([status]) => isRefusal(status))
      .map(([status, response]): ApiRefusal => {
        return { status, codes: codesOf(response), about: response.description };
      }),
    curl: curlOf(origin, method, path, operation, components.schemas),
  };
}

/** Every code of the problem documents, with the status under which it is answered. */
function allCodes({ paths, components }: OpenApiDocument): ApiCode[] {
  const statuses = new Map<string, string>();
  for (const operation of Object.values(paths).flatMap((item) => Object.values(item))) {
    for (const [status, found] of Object.entries(operation.responses)) {
      for (const code of codesOf(responseOf(found, components))) statuses.set(code, status);
    }
  }
  return Object.values(components.responses).flatMap((response) =>
    codesOf(response).flatMap((code) => {
      const status = statuses.get(code);
      const about = response.description.replace(`\`${code}\`: `, '');
      return status === undefined ? [] : [{ code, status, about }];
    }),
  );
}

/** Tags by their names, each once with its first description. */
const distinct = (tags: OpenApiDocument['tags']) =>
  tags.filter(({ name }, index) => tags.findIndex((other) => other.name === name) === index);

/**
 * An OpenAPI document as a page shows it: operations by their first tag, everything that they take
 * and answer as rows to read, and a command for each that a machine can call at `origin`.
 */
export function referenceOf(document: OpenApiDocument, origin: string): ApiReference {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      tag: operation.tags[0],
      operation: operationOf(document, origin, method, path, operation),
    })),
  );
  return {
    version: document.info.version,
    about: paragraphs(document.info.description),
    areas: distinct(document.tags).map(({ name, description }) => ({
      name,
      about: description,
      operations: operations.filter(({ tag }) => tag === name).map(({ operation }) => operation),
    })),
    codes: allCodes(document),
    shapes: Object.entries(document.components.schemas).map(([name, schema]) => ({
      name,
      shape: shapeOf(schema),
    })),
  };
}
