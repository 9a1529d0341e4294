package io.plimsoll.host.collect;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.audit.AuditEvent.Outcome;
import io.plimsoll.api.collect.CollectRequest.ProgressListener;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.engine.CostEngine;
import io.plimsoll.api.export.Layout;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.host.audit.AuditTrail;
import io.plimsoll.host.export.Catalogue;
import io.plimsoll.host.export.Locations;
import io.plimsoll.host.export.LooseLayout;
import io.plimsoll.host.export.PeriodPlan;
import io.plimsoll.host.export.ReadRecord;
import io.plimsoll.host.export.Slice;
import io.plimsoll.host.state.WorkspaceState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects one connection: finds its runs, reads those that changed, publishes each period at once or not at
 * all. What cannot be published leaves the last good data in place and says why.
 */
public final class Collector {
  private static final Logger LOG = LoggerFactory.getLogger(Collector.class);

  /** How often a location that changes under the reader is looked at again. */
  private static final int ATTEMPTS = 3;

  private final CostEngine engine;
  private final Locations locations;
  private final Workers workers;
  private final BufferAllocator allocator;
  private final Path rollups;
  private final WorkspaceState state;
  private final AuditTrail audit;
  private final Caller caller;
  private final Clock clock;

  /** Collects into this workspace on behalf of this caller. */
  public Collector(
      CostEngine engine,
      Locations locations,
      Workers workers,
      BufferAllocator allocator,
      Path rollups,
      WorkspaceState state,
      AuditTrail audit,
      Caller caller,
      Clock clock) {
    this.engine = engine;
    this.locations = locations;
    this.workers = workers;
    this.allocator = allocator;
    this.rollups = rollups;
    this.state = state;
    this.audit = audit;
    this.caller = caller;
    this.clock = clock;
  }

  /** Removes rollup files nobody points to, as a killed collection leaves them. Needs the collection lock. */
  public void sweep() {
    Set<String> used = new HashSet<>();
    state.publications().forEach(p -> used.addAll(p.rollups()));
    try (Stream<Path> files = Files.list(rollups)) {
      for (Path file : files.toList()) {
        if (!used.contains(file.getFileName().toString())) {
          Files.deleteIfExists(file);
          LOG.info("removed a rollup nobody points to: {}", file.getFileName());
        }
      }
    } catch (IOException e) {
      throw new PlimsollException(
          ErrorCode.STORAGE_UNAVAILABLE, "The folder of rollups cannot be read: " + e.getMessage() + ".",
          "Check that it exists and can be written.", e);
    }
  }

  /** Collects a connection; a run for each export and period that was looked at. */
  public List<Run> collect(Connection connection, ProgressListener progress, Cancellation cancellation) {
    for (int attempt = 1; ; attempt++) {
      List<Run> runs = new ArrayList<>();
      try (Locations.OpenLocation open = locations.open(connection, new ReadRecord(audit, caller))) {
        List<PeriodPlan> plans =
            connection.layout() == Layout.LOOSE
                ? new LooseLayout(connection, locations, workers, clock).plan(open.location(), allocator)
                : new Catalogue(connection, clock).plan(open.location());
        List<Run> known = state.runs();
        RivalExports rivals = new RivalExports(connection, plans, state.publications(), state.connections());
        List<PeriodPlan> passedOver = new ArrayList<>();
        for (PeriodPlan plan : plans) {
          cancellation.check();
          RivalExports.Decision decision =
              plan.slices().isEmpty() ? new RivalExports.Decision(RivalExports.Kind.READ, "", "") : rivals.on(plan);
          switch (decision.kind()) {
            case READ -> {
              period(connection, plan, open, progress, cancellation).ifPresent(runs::add);
              runs.addAll(plan.setAside());
            }
            case AMBIGUOUS ->
                runs.add(run(connection, plan, Run.State.AMBIGUOUS, decision.message(), decision.advice()));
            case PASSED_OVER -> passedOver.add(plan);
          }
        }
        // Last, when it is known whether what was chosen in their stead could be published.
        passedOver.forEach(plan -> runs.add(passedOver(connection, plan, rivals.on(plan).message())));
        noteChanges(runs, known);
        return runs;
      } catch (PlimsollException e) {
        // An export in overwrite mode removes a run while it is read: look again, never mix two runs.
        if (e.code() != ErrorCode.INPUT_CHANGED || attempt == ATTEMPTS) {
          throw e;
        }
        LOG.info("a location changed while it was read; looking again");
      }
    }
  }

  /** Runs that were not published are noted when they say something new. */
  private void noteChanges(List<Run> runs, List<Run> known) {
    List<Run> news = new ArrayList<>();
    for (Run run : runs) {
      if (run.state() == Run.State.UNCHANGED && run.message().isEmpty()) {
        confirm(run, known);
      }
      boolean noted =
          run.state() == Run.State.PUBLISHED
              || run.state() == Run.State.UNCHANGED
              || known.stream().anyMatch(k -> sameRun(k, run) && k.state() == run.state() && k.message().equals(run.message()));
      if (!noted) {
        news.add(run);
      }
    }
    state.save(news);
  }

  /** A run that is shown as before may have been told otherwise meanwhile: ambiguous, or incomplete for a day. */
  private void confirm(Run run, List<Run> known) {
    boolean toldOtherwise =
        known.stream()
            .anyMatch(
                k ->
                    sameRun(k, run) && k.state() != Run.State.PUBLISHED && k.state() != Run.State.UNCHANGED
                        || sameScope(k, run) && k.state() == Run.State.AMBIGUOUS);
    if (toldOtherwise) {
      state.confirm(run);
    }
  }

  /** What an export says that was not chosen: its numbers stay until those of the chosen one are there. */
  private Run passedOver(Connection connection, PeriodPlan plan, String message) {
    boolean shown =
        state.publications().stream()
            .anyMatch(
                p ->
                    p.connection().equals(connection.name())
                        && p.export().equals(plan.export())
                        && p.scope().equals(plan.scope())
                        && p.period().equals(plan.period()));
    return shown
        ? run(connection, plan, Run.State.UNCHANGED, message + " Until that is published, these numbers stay.", "")
        : run(connection, plan, Run.State.SUPERSEDED, message, "");
  }

  private static boolean sameScope(Run a, Run b) {
    return a.connection().equals(b.connection()) && a.scope().equals(b.scope()) && a.period().equals(b.period());
  }

  private static boolean sameRun(Run a, Run b) {
    return a.connection().equals(b.connection())
        && a.export().equals(b.export())
        && a.scope().equals(b.scope())
        && a.period().equals(b.period())
        && a.id().equals(b.id());
  }

  private Optional<Run> period(
      Connection connection,
      PeriodPlan plan,
      Locations.OpenLocation open,
      ProgressListener progress,
      Cancellation cancellation) {
    if (plan.slices().isEmpty()) {
      return Optional.empty();
    }
    Optional<LocalDate> keptFrom = state.keptFrom(connection.name(), plan.scope(), plan.period());
    if (keptFrom.isPresent() && !keptFrom.get().isBefore(plan.period().plusMonths(1))) {
      return Optional.of(nothing(connection, plan, keptFrom));
    }
    PeriodPlan kept = keptFrom.map(day -> notBefore(plan, day)).orElse(plan);
    // Retention trims days, not runs: the same run needs no second reading after it.
    String fingerprint = Fingerprints.ofPlan(connection, plan);
    Optional<Publication> shown =
        state.publications().stream()
            .filter(
                p ->
                    p.connection().equals(connection.name())
                        && p.export().equals(plan.export())
                        && p.scope().equals(plan.scope())
                        && p.period().equals(plan.period()))
            .findFirst();
    if (shown.isPresent()
        && shown.get().fingerprint().equals(fingerprint)
        && shown.get().rollups().stream().allMatch(file -> Files.exists(rollups.resolve(file)))) {
      return Optional.of(run(connection, plan, Run.State.UNCHANGED, "", ""));
    }
    Optional<String> nothing = state.nothingToShow(connection.name(), plan.export(), plan.scope(), plan.period());
    if (nothing.isPresent() && nothing.get().equals(fingerprint)) {
      return Optional.of(nothing(connection, plan, keptFrom));
    }
    try {
      return Optional.of(publish(connection, kept, fingerprint, shown.orElse(null), open, progress, cancellation));
    } catch (PlimsollException e) {
      return Optional.of(failed(connection, plan, e));
    }
  }

  private Run publish(
      Connection connection,
      PeriodPlan plan,
      String fingerprint,
      @Nullable Publication before,
      Locations.OpenLocation open,
      ProgressListener progress,
      Cancellation cancellation) {
    Shown shown = proven(before);
    PeriodCollection.Prepared read =
        new PeriodCollection(engine, locations, workers, allocator, rollups, clock)
            .prepare(connection, plan, fingerprint, shown, open.location(), progress, cancellation);
    PeriodCollection.Prepared prepared = shown != null && isWholeAndClosed(connection, plan) ? Restatement.told(shown, read) : read;
    if (prepared.receipt().rows() == 0) {
      if (prepared.rollup() != null) {
        delete(prepared.rollup().getFileName().toString());
      }
      state.nothingToShow(connection.name(), plan.export(), plan.scope(), plan.period(), fingerprint);
      return nothing(connection, plan, state.keptFrom(connection.name(), plan.scope(), plan.period()));
    }
    boolean published = false;
    List<Publication> replaced;
    try {
      audit.record(
          caller, "run.published", Outcome.STARTED, connection.name() + "/" + plan.export() + "/" + plan.period(),
          details(prepared));
      replaced = state.publish(prepared.publication(), prepared.receipt(), prepared.breakdown(), plan.setAside());
      published = true;
      replaced.stream()
          .flatMap(p -> p.rollups().stream())
          .filter(file -> !prepared.publication().rollups().contains(file))
          .distinct()
          .forEach(this::delete);
    } finally {
      if (!published && prepared.rollup() != null) {
        delete(prepared.rollup().getFileName().toString());
      }
    }
    Map<String, String> done = details(prepared);
    replaced.stream()
        .filter(p -> !(p.connection().equals(connection.name()) && p.export().equals(plan.export())))
        .forEach(p -> done.merge("withdrawn", p.connection() + "/" + p.export(), (a, b) -> a + ", " + b));
    audit.record(
        caller, "run.published", Outcome.DONE, connection.name() + "/" + plan.export() + "/" + plan.period(), done);
    return prepared.receipt().run();
  }

  /** The current month changes every day, and what retention has trimmed compares with nothing. */
  private boolean isWholeAndClosed(Connection connection, PeriodPlan plan) {
    return plan.period().plusMonths(1).compareTo(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)) <= 0
        && state.keptFrom(connection.name(), plan.scope(), plan.period()).isEmpty();
  }

  /** What is shown with its receipt; {@code null} when one of them is not there. */
  private @Nullable Shown proven(@Nullable Publication publication) {
    if (publication == null) {
      return null;
    }
    return state.receipts(publication.runId()).stream()
        .filter(r -> isOf(r.run(), publication))
        .findFirst()
        .map(receipt -> new Shown(publication, receipt, state.breakdown(receipt)))
        .orElse(null);
  }

  private static boolean isOf(Run run, Publication publication) {
    return run.connection().equals(publication.connection())
        && run.export().equals(publication.export())
        && run.scope().equals(publication.scope())
        && run.period().equals(publication.period());
  }

  private static Map<String, String> details(PeriodCollection.Prepared prepared) {
    Map<String, String> details = new HashMap<>();
    details.put("run", prepared.publication().runId());
    details.put("rows", Long.toString(prepared.receipt().rows()));
    details.put("parts", Integer.toString(prepared.receipt().parts().size()));
    details.put("bytes", Long.toString(prepared.receipt().bytes()));
    if (!prepared.receipt().run().message().isEmpty()) {
      details.put("change", prepared.receipt().run().message());
    }
    return details;
  }

  private void delete(String rollup) {
    try {
      Files.deleteIfExists(rollups.resolve(rollup));
    } catch (IOException e) {
      LOG.warn("the rollup {} that is no longer needed could not be removed; the next collection tries again", rollup, e);
    }
  }

  /** A run without rows, or without any that retention would keep. */
  private Run nothing(Connection connection, PeriodPlan plan, Optional<LocalDate> keptFrom) {
    return keptFrom.isPresent()
        ? run(connection, plan, Run.State.EXPIRED, "Its days are older than what is kept since " + keptFrom.get() + ".", "")
        : run(connection, plan, Run.State.EMPTY, "The run holds no rows.", "");
  }

  private Run failed(Connection connection, PeriodPlan plan, PlimsollException e) {
    Run.State failed =
        switch (e.code()) {
          case INPUT_INVALID, INVALID_REQUEST -> Run.State.QUARANTINED;
          case INPUT_INCOMPLETE -> Run.State.INCOMPLETE;
          case CANCELLED, INPUT_CHANGED, AUDIT_UNAVAILABLE -> throw e;
          default -> Run.State.FAILED;
        };
    // The log outlives the organisation, so names and cells of its exports stay out of it: they are with the run.
    LOG.warn("run {} was not published: {}", plan.slices().get(0).runId(), e.code());
    Run run = run(connection, plan, failed, e.getMessage(), e.advice());
    audit.record(
        caller, "run.refused", Outcome.FAILED, connection.name() + "/" + plan.export() + "/" + plan.period(),
        Map.of("run", run.id(), "state", failed.name(), "reason", e.getMessage()));
    return run;
  }

  private Run run(Connection connection, PeriodPlan plan, Run.State runState, String message, String advice) {
    Slice newest = plan.slices().get(0);
    return new Run(
        connection.name(), plan.export(), plan.scope(), plan.period(), newest.runId(), newest.submittedAt(),
        newest.dataVersion() == null ? "" : newest.dataVersion(), runState,
        plan.slices().stream().mapToInt(s -> s.parts().size()).sum(), Math.max(0, newest.rows()), message, advice,
        clock.instant());
  }

  private static PeriodPlan notBefore(PeriodPlan plan, LocalDate day) {
    List<Slice> slices = plan.slices().stream().map(s -> s.on(s.days().notBefore(day))).toList();
    return new PeriodPlan(plan.export(), plan.scope(), plan.period(), slices, plan.setAside());
  }
}
