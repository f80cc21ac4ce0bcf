import { stripeRoute } from '@/lib/api';
import { notServed } from '@/lib/http/not-served';
import { createStripeAccountSession } from '@/lib/lane/create-stripe-account-session';

export const POST = stripeRoute(createStripeAccountSession);

export {
  notServed as DELETE,
  notServed as GET,
  notServed as HEAD,
  notServed as PATCH,
  notServed as PUT,
};
