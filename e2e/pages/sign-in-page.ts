import type { Page } from '@playwright/test';
import { alive } from '../support/alive';

/** The sign-in page as a person uses it. */
export class SignInPage {
  constructor(readonly page: Page) {}

  async open(query = ''): Promise<void> {
    await this.page.goto(`/sign-in${query}`);
  }

  async submit({ email, password }: { email: string; password: string }): Promise<void> {
    const button = this.page.getByRole('button', { name: 'Sign in', exact: true });
    await alive(button);
    await this.page.getByLabel('Email').fill(email);
    await this.page.getByLabel('Password').fill(password);
    await button.click();
  }

  get error() {
    return this.page.getByRole('alert').filter({ hasText: /./ });
  }
}
