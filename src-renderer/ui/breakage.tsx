import { Component, type ReactNode } from 'react';
import { failureOf } from '../client/failure.ts';
import { FailureView } from './failure-view.tsx';

interface BreakageProps {
  /** What broke, at the start of a sentence. */
  readonly what: string;
  readonly children: ReactNode;
}

/** A mistake of ours in one part of the screen costs that part only, and says so. */
export class Breakage extends Component<BreakageProps, { thrown: unknown }> {
  override state: { thrown: unknown } = { thrown: undefined };

  static getDerivedStateFromError(thrown: unknown): { thrown: unknown } {
    return { thrown };
  }

  override render(): ReactNode {
    const { thrown } = this.state;
    if (thrown === undefined) return this.props.children;
    const { detail } = failureOf(thrown);
    const stack = thrown instanceof Error ? thrown.stack : undefined;
    return (
      <FailureView
        failure={{
          code: 'INTERNAL',
          message: `${this.props.what} could not be drawn; that is a mistake in Starling`,
          detail: stack ?? detail ?? String(thrown),
        }}
        again={() => this.setState({ thrown: undefined })}
      />
    );
  }
}
