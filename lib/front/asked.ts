import type { IncomingMessage } from 'node:http';
import { requestIdFrom } from '@/lib/http/request-id';

/** The path of a request, without its query. */
export const pathOf = ({ url = '' }: IncomingMessage): string => url.replace(/[?#].*$/s, '');

/** The id under which a request is answered and told of. */
export const requestIdOf = ({ headers }: IncomingMessage): string =>
  requestIdFrom(String(headers['x-request-id'] ?? ''));
