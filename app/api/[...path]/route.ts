import { AppError } from '@/lib/domain/errors';
import { problem } from '@/lib/http/problem';
import { requestIdOf } from '@/lib/http/route';

function notHere(request: Request): Response {
  const error = new AppError('not_found', 'There is no such route. The README lists them all.');
  return problem(error, requestIdOf(request.headers));
}

export {
  notHere as DELETE,
  notHere as GET,
  notHere as HEAD,
  notHere as PATCH,
  notHere as POST,
  notHere as PUT,
};
