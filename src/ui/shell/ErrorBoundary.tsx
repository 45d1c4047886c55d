/** Owns what is shown in place of a page that broke: what happened, and two ways on. */
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Button } from '../tokens';
import { Message } from './Message';
import { shellMessages as messages } from './messages.en';

interface ErrorBoundaryProps {
  /** When it changes (another address), the page is given another chance. */
  readonly at: string;
  /** Hears of every fault, to keep it with the run. */
  readonly onError?: (error: Error, info: ErrorInfo) => void;
  readonly children: ReactNode;
}

interface Broken {
  readonly error: Error | null;
  readonly at: string;
}

/** Catches what breaks while its children are drawn; the bar above stays usable. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, Broken> {
  override state: Broken = { error: null, at: this.props.at };

  static getDerivedStateFromError(error: unknown): Partial<Broken> {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  static getDerivedStateFromProps(props: ErrorBoundaryProps, state: Broken): Broken | null {
    return props.at === state.at ? null : { error: null, at: props.at };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    this.props.onError?.(error, info);
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <Message title={messages.brokenTitle} text={`${messages.brokenText} (${error.message})`}>
        <Button onClick={() => this.setState({ error: null })}>{messages.tryAgain}</Button>
        <Button onClick={() => location.reload()}>{messages.reload}</Button>
      </Message>
    );
  }
}
