package io.plimsoll.host.runtime;

/**
 * What a plug-in threw without its texts: types (as messages), stacks and causes, for the log. A text may quote the rows that were
 * read, and the log outlives the organisation they belong to; who made the call gets the text.
 */
final class Unquoted extends Throwable {
  private static final long serialVersionUID = 1L;

  /** Deeper causes, and throwables that cause each other, are left out. */
  private static final int DEEPEST = 8;

  private Unquoted(Throwable thrown, int depth) {
    super(
        thrown.getClass().getName(),
        depth < DEEPEST && thrown.getCause() != null ? new Unquoted(thrown.getCause(), depth + 1) : null);
    setStackTrace(thrown.getStackTrace());
    if (depth < DEEPEST) {
      for (Throwable suppressed : thrown.getSuppressed()) {
        addSuppressed(new Unquoted(suppressed, depth + 1));
      }
    }
  }

  static Unquoted of(Throwable thrown) {
    return new Unquoted(thrown, 1);
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
