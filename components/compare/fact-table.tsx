import { Section } from '../ui/section';
import { Td, Th } from '../ui/table';
import type { ComparedFact } from './compare-facts';
import { nameOf, type Subject } from './subject';

/** What differs beside the cells: it often is why they do. Nothing where nothing differs. */
export function FactTable({
  facts,
  left,
  right,
}: {
  facts: readonly ComparedFact[];
  left: Subject;
  right: Subject;
}) {
  if (facts.length === 0) return null;
  return (
    <Section title="What else differs" flush className="overflow-hidden">
      {/* Its columns share the width whatever is in them, so that it never scrolls sideways. */}
      <table
        aria-label="What else differs"
        className="w-full table-fixed border-collapse text-left"
      >
        <thead>
          <tr>
            <Th className="w-[34%] sm:w-[28%]">What</Th>
            <Th className="truncate">{nameOf(left)}</Th>
            <Th className="truncate">{nameOf(right)}</Th>
          </tr>
        </thead>
        <tbody className="[&>tr:last-child>*]:border-b-0">
          {facts.map(({ name, left: one, right: other, hint }) => (
            <tr key={name}>
              <th
                scope="row"
                className="border-b px-3 py-1.5 pl-4 align-top font-medium wrap-anywhere"
              >
                {name}
                {hint && <span className="block text-sm font-normal text-ink-3">{hint}</span>}
              </th>
              <Lines lines={one} />
              <Lines lines={other} />
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <Td className="align-top! wrap-anywhere">
      {lines.length === 0 ? (
        <span className="text-ink-3">None</span>
      ) : (
        lines.map((line) => (
          <span key={line} className="block">
            {line}
          </span>
        ))
      )}
    </Td>
  );
}
