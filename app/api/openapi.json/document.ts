import 'server-only';
import { documentOf } from '@/lib/openapi/document';
import type { OpenApiDocument } from '@/lib/openapi/types';
import { version } from '@/package.json';
import { ROUTE_MODULES } from './routes';

let made: OpenApiDocument | undefined;

/** The OpenAPI document of all routes, made once for the process. */
export function openapiDocument(): OpenApiDocument {
  made ??= documentOf(ROUTE_MODULES, { version });
  return made;
}
