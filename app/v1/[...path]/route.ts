import { notServed } from '@/lib/http/not-served';

export {
  notServed as DELETE,
  notServed as GET,
  notServed as HEAD,
  notServed as PATCH,
  notServed as POST,
  notServed as PUT,
};
