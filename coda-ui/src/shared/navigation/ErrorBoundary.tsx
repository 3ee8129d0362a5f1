import { Component, type ReactNode } from 'react';

type ErrorBoundaryProps = {
  /** A failure is forgotten when this changes. */
  address: string;
  /** What to show in place of the children once one of them has failed. */
  failed: (error: unknown) => ReactNode;
  children: ReactNode;
};

type State = { failure: { error: unknown } | undefined };

/** Keeps a failure within a part of the page. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, State> {
  static getDerivedStateFromError(error: unknown): State {
    return { failure: { error } };
  }

  override state: State = { failure: undefined };

  override componentDidUpdate({ address }: ErrorBoundaryProps, { failure }: State): void {
    if (failure !== undefined && address !== this.props.address)
      this.setState({ failure: undefined });
  }

  override render(): ReactNode {
    const { failure } = this.state;
    return failure === undefined ? this.props.children : this.props.failed(failure.error);
  }
}
