/** A JSON Schema of draft 2020-12, as OpenAPI 3.1 takes it. */
export interface Schema {
  $ref?: string;
  $defs?: Record<string, Schema>;
  type?: string | string[];
  format?: string;
  title?: string;
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  propertyNames?: Schema;
  patternProperties?: Record<string, Schema>;
  items?: Schema | boolean;
  prefixItems?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  examples?: unknown[];
  [keyword: string]: unknown;
}

export interface Reference {
  $ref: string;
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  description?: string;
  schema: Schema;
}

export interface Media {
  schema: Schema;
  encoding?: Record<string, { style: 'deepObject'; explode: true }>;
}

export interface ResponseObject {
  description: string;
  headers?: Record<string, { description: string; schema: Schema } | Reference>;
  content?: Record<string, Media>;
}

export type Method = 'get' | 'put' | 'post' | 'delete' | 'patch';

export interface Operation {
  operationId: string;
  summary: string;
  description: string;
  tags: string[];
  parameters?: Parameter[];
  requestBody?: { required: boolean; content: Record<string, Media> };
  responses: Record<string, ResponseObject | Reference>;
  security: Record<string, string[]>[];
  /** The scope that a token needs; null where no token is taken. */
  'x-required-scope': string | null;
  /** Whether only people who are signed in may. */
  'x-people-only': boolean;
  /** The roles of people who may. */
  'x-roles': string[];
}

export type PathItem = Partial<Record<Method, Operation>>;

export interface OpenApiDocument {
  openapi: '3.1.0';
  info: { title: string; version: string; description: string };
  servers: { url: string; description?: string }[];
  tags: { name: string; description: string }[];
  paths: Record<string, PathItem>;
  components: {
    schemas: Record<string, Schema>;
    responses: Record<string, ResponseObject>;
    headers: Record<string, { description: string; schema: Schema }>;
    securitySchemes: Record<string, Record<string, unknown>>;
  };
}
