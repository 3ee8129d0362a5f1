type BarProps = {
  /** Parts of the bar from its start, in the unit of the whole. */
  parts: readonly { value: number; className: string }[];
  whole: number;
};

/** A bar in a row of a table; the figure beside it says the same in words. */
export function Bar({ parts, whole }: BarProps) {
  let start = 0;
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 100 10"
      preserveAspectRatio="none"
      className="block h-2.5 w-full min-w-16"
    >
      {parts.map(({ value, className }) => {
        const x = start;
        const width = whole === 0 ? 0 : (value / whole) * 100;
        start += width;
        return <rect key={className} x={x} y={0} width={width} height={10} className={className} />;
      })}
    </svg>
  );
}
