/** The filter for what belongs to one change, as a box that takes it away; it is set by following a link. */
export function OfOneChange({ change }: { change: string | undefined }) {
  if (!change) return null;
  return (
    <label className="flex h-8 cursor-pointer items-center gap-2 rounded-md border border-accent bg-accent-soft px-2.5 text-accent-text">
      <input
        type="checkbox"
        name="change"
        value={change}
        defaultChecked
        className="size-3.5 accent-(--accent)"
      />
      Of one change
    </label>
  );
}
