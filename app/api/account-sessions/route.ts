import { route } from '@/lib/api';
import { createAccountSession } from '@/lib/lane/create-account-session';

export const POST = route(createAccountSession);
