'use client';

import NextLink, { type LinkProps } from 'next/link';
import { useState } from 'react';

/**
 * A link within the console. What it leads to is asked for when somebody is about to follow it, with
 * the pointer over it or the focus on it: Next's own asks for every link that can be seen, which is
 * dozens of requests a page. With `prefetch={false}` it is not asked for before it is followed.
 */
export function Link<RouteType>({ prefetch, ...rest }: LinkProps<RouteType>) {
  const [near, setNear] = useState(false);
  return (
    <NextLink
      {...rest}
      prefetch={prefetch !== false && near ? null : false}
      onMouseEnter={() => setNear(true)}
      onFocus={() => setNear(true)}
    />
  );
}
