import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import { ThemeProvider } from 'next-themes';
import type { ReactNode } from 'react';
import { DocumentPolicy } from '@/components/shell/document-policy';
import { Sprite } from '@/components/ui/sprite';
import { nonceOf } from '@/lib/http/page-policy';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Switchyard', template: '%s · Switchyard' },
  description: 'Which embedded components and features each connected account gets, and why.',
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fafbfc' },
    { media: '(prefers-color-scheme: dark)', color: '#0d0e10' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Asking for it also has every page rendered when it is asked for: a nonce is for one answer.
  const nonce = nonceOf((await headers()).get('content-security-policy'));
  return (
    // The theme's script sets the class before React looks at the element.
    <html
      lang="en"
      suppressHydrationWarning
      className={`${GeistSans.variable} ${GeistMono.variable}`}
    >
      <body>
        <ThemeProvider
          attribute="class"
          defaultTheme="system"
          disableTransitionOnChange
          {...(nonce !== undefined && { nonce })}
        >
          <DocumentPolicy />
          <Sprite />
          {children}
        </ThemeProvider>
      </body>
    </html>
  );
}
