/** Stands where the answer is about to appear. */
export function WaitingDots() {
  return (
    <div aria-hidden className="flex h-8 items-center gap-1.5 py-2">
      {['', '[animation-delay:160ms]', '[animation-delay:320ms]'].map((delay) => (
        <span key={delay} className={`size-1.5 animate-pulse rounded-full bg-accent ${delay}`} />
      ))}
    </div>
  );
}
