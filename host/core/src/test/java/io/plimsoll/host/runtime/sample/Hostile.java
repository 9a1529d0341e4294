package io.plimsoll.host.runtime.sample;

import io.plimsoll.api.export.ExportReader;
import io.plimsoll.api.export.ObjectReader;
import io.plimsoll.api.export.PartReader;
import io.plimsoll.api.plugin.PluginSettings;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** Readers that do what no plug-in should. */
public final class Hostile {
  private Hostile() {}

  /** A reader that could be a good one. */
  public abstract static class Reader implements ExportReader {
    @Override
    public Set<String> formats() {
      return Set.of("hostile");
    }

    @Override
    public PartReader open(String name, ObjectReader part, String format) {
      throw new UnsupportedOperationException();
    }
  }

  /** Cannot be constructed at all. */
  public abstract static class Abstract extends Reader {}

  /** Has no constructor without parameters. */
  public static final class Demanding extends Reader {
    /** Wants something. */
    public Demanding(String what) {}
  }

  /** Has a constructor that nobody else may call. */
  public static final class Private extends Reader {
    private Private() {}
  }

  /** Is seen inside its package only. */
  static final class Hidden extends Reader {}

  /** Fails before its constructor. */
  public static final class BadStart extends Reader {
    static final int NUMBER = Integer.parseInt("no number");

    @Override
    public Set<String> formats() {
      return Set.of(String.valueOf(NUMBER));
    }
  }

  /** Calls itself for ever. */
  public static final class Bottomless extends Reader {
    private final long depth = deeper(0);

    private static long deeper(long at) {
      return deeper(at + 1) + at;
    }

    @Override
    public String toString() {
      return Long.toString(depth);
    }
  }

  /** Wants more memory than there is. */
  public static final class Greedy extends Reader {
    private final long[] much = new long[Integer.MAX_VALUE];

    @Override
    public String toString() {
      return Integer.toString(much.length);
    }
  }

  /** Waits in its constructor, and ends when interrupted. */
  public static final class Sleepy extends Reader {
    /** Waits for what never comes. */
    public Sleepy() throws InterruptedException {
      new CountDownLatch(1).await();
    }
  }

  /** Waits in its constructor whatever anybody does, until the test lets it go. */
  public static final class Hanging extends Reader {
    /** Waits until a system property is set. */
    public Hanging() {
      while (System.getProperty("plimsoll.test.hanging") != null) {
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  /** Throws what is no exception. */
  public static final class Killer extends Reader {
    /** Throws what ends threads. */
    @SuppressWarnings({"removal", "deprecation"})
    public Killer() {
      throw new ThreadDeath();
    }
  }

  /** Refuses settings that its constructor reads. */
  public static final class Misconfigured extends Reader {
    /** Validates settings of which one is wrong and one unknown. */
    public Misconfigured() {
      PluginSettings settings = PluginSettings.of(Map.of("rows", "many", "colour", "red"));
      settings.number("rows", 1);
      settings.validate();
    }
  }

  /** Leaves a thread running. */
  public static final class Leaking extends Reader {
    /** Starts a thread that goes on until the test lets it end. */
    public Leaking() {
      Thread thread =
          new Thread(
              () -> {
                while (System.getProperty("plimsoll.test.leaking") != null) {
                  LockSupport.parkNanos(1_000_000);
                }
              },
              "leaked-by-a-plugin");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Does not close. */
  public static final class Unclosable extends Reader implements AutoCloseable {
    @Override
    public void close() throws Exception {
      throw new java.io.IOException("still in use");
    }
  }

  /** Answers nonsense and exceptions of its own making. */
  public static final class Nonsense extends Reader {
    /** An exception that only its bundle knows. */
    public static final class Own extends RuntimeException {
      private static final long serialVersionUID = 1L;

      @Override
      public String getMessage() {
        throw new IllegalStateException("not even a message");
      }
    }

    @Override
    public Set<String> formats() {
      return null;
    }

    @Override
    public PartReader open(String name, ObjectReader part, String format) {
      throw new Own();
    }
  }
}
