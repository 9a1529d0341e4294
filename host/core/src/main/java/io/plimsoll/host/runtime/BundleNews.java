package io.plimsoll.host.runtime;

import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.bundle.BundleEvent;
import io.plimsoll.api.bundle.BundleEvent.Outcome;
import io.plimsoll.api.bundle.BundleStatus;
import java.time.Clock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what becomes of jars: first to the journal, then to whoever listens. Guarded by the table. */
final class BundleNews {
  private static final Logger LOG = LoggerFactory.getLogger(BundleNews.class);

  private final Clock clock;
  private BundleJournal journal = event -> {};
  private Consumer<BundleEvent> listener = event -> {};

  BundleNews(Clock clock) {
    this.clock = clock;
  }

  /** Who is told from now on. */
  void to(BundleJournal account, Consumer<BundleEvent> audience) {
    journal = account;
    listener = audience;
  }

  /** An event of this moment. */
  BundleEvent event(Outcome outcome, BundleStatus bundle) {
    return new BundleEvent(clock.instant(), outcome, bundle);
  }

  /** What a jar that stands so came to. */
  BundleEvent of(BundleStatus bundle) {
    return event(
        switch (bundle.state()) {
          case ACTIVE -> Outcome.ACTIVE;
          case REJECTED -> Outcome.REJECTED;
          case QUARANTINED -> Outcome.QUARANTINED;
          case RESTART -> Outcome.UPDATED;
        },
        bundle);
  }

  /**
   * Takes down what is about to happen.
   *
   * @throws PlimsollException when that cannot be done
   */
  void announce(BundleEvent event) {
    journal.record(event);
  }

  /** Tells what has happened and is in the journal. */
  void tell(BundleEvent event) {
    try {
      listener.accept(event);
    } catch (RuntimeException e) {
      LOG.warn("The listener for bundles failed at {}", event.bundle().file(), e);
    }
  }

  /** Takes down and tells what has happened; nothing can undo it when it cannot be taken down. */
  void happened(BundleEvent event) {
    try {
      journal.record(event);
    } catch (PlimsollException e) {
      LOG.error("That bundle {} is {} could not be recorded: {}", event.bundle().file(), event.outcome(), e.getMessage());
    }
    tell(event);
  }
}
