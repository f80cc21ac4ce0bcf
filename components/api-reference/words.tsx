import type { TypePart } from '@/lib/domain/api-reference';

export const areaId = (name: string) => `area-${name}`;
export const shapeId = (name: string) => `shape-${name}`;
export const codeId = (code: string) => `error-${code}`;

/** A text in which what stands between backticks is code. */
export function Words({ text }: { text: string }) {
  return text.split('`').map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text do not move
      <code key={index} className="font-mono text-sm">
        {part}
      </code>
    ),
  );
}

/** The name of a type; what is described elsewhere on the page is a link to it. */
export function TypeName({ type }: { type: readonly TypePart[] }) {
  return type.map(({ text, shape }, index) =>
    shape === undefined ? (
      text
    ) : (
      <a
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a name do not move
        key={index}
        href={`#${shapeId(shape)}`}
        className="text-accent-text hover:underline"
      >
        {text}
      </a>
    ),
  );
}
