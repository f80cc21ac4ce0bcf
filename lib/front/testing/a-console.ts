import { createServer } from 'node:http';
import { openFrontLink } from '@/lib/front-link';

// A console for tests: it says who it is, and ends as it is told.

const link = openFrontLink();
void link.over.then(async (why) => {
  if (why === 'end') await link.answered;
  process.exit(0);
});
createServer((request, response) => {
  if (request.url === '/crash') process.exit(7);
  response.end(String(process.pid));
}).listen(process.argv[2], () => link.listening());
