/** Several of a few values, each a box to tick. */
export function Checks<Value extends string>({
  label,
  values,
  chosen,
  nameOf,
  onChange,
}: {
  label: string;
  values: readonly Value[];
  chosen: readonly string[];
  nameOf: (value: Value) => string;
  /** Gets the chosen ones in the order in which they are offered. */
  onChange: (chosen: readonly Value[]) => void;
}) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-sm font-medium text-ink-2">{label}</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {values.map((value) => (
          <label key={value} className="flex min-h-6 cursor-pointer items-center gap-1.5">
            <input
              type="checkbox"
              checked={chosen.includes(value)}
              onChange={({ target }) =>
                onChange(
                  values.filter((other) =>
                    other === value ? target.checked : chosen.includes(other),
                  ),
                )
              }
              className="size-4 accent-(--accent)"
            />
            {nameOf(value)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
