package io.plimsoll.cli;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.anomaly.Anomalies;
import io.plimsoll.api.anomaly.Anomaly;
import io.plimsoll.api.anomaly.Anomaly.State;
import io.plimsoll.api.anomaly.AnomalyEvent;
import io.plimsoll.api.anomaly.AnomalyPolicy;
import io.plimsoll.api.anomaly.Feedback;
import io.plimsoll.api.anomaly.PlannedEvent;
import io.plimsoll.api.anomaly.PlannedEvents;
import io.plimsoll.api.anomaly.Sensitivity;
import io.plimsoll.api.anomaly.SeverityTable;
import io.plimsoll.api.anomaly.Tolerance;
import io.plimsoll.api.notice.Delivery;
import io.plimsoll.api.notice.DeliveryRecord;
import io.plimsoll.api.notice.NoticeChannel;
import io.plimsoll.api.notice.NoticeRule;
import io.plimsoll.api.notice.Notices;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a test puts in and types about anomalies, the calendar and notices. */
final class FakeAnomalyDesk {
  final List<AnomalyEvent> events = new ArrayList<>();
  final List<Tolerance> tolerances = new ArrayList<>();
  final List<PlannedEvent> calendar = new ArrayList<>();
  final List<NoticeChannel> channels = new ArrayList<>();
  final List<NoticeRule> rules = new ArrayList<>();
  final List<DeliveryRecord> deliveries = new ArrayList<>();
  final Map<String, SeverityTable> tables = new HashMap<>();
  final Map<String, Sensitivity> sensitivities = new HashMap<>();
  Delivery delivery = Delivery.delivered("202 Accepted");
  private final FakeOrganisation organisation;

  FakeAnomalyDesk(FakeOrganisation organisation) {
    this.organisation = organisation;
  }

  Anomalies anomalies() {
    return new Anomalies() {
      @Override
      public Anomaly get(String id) {
        return organisation.anomalies.stream()
            .filter(a -> a.id().equals(id))
            .findFirst()
            .orElseThrow(() -> new PlimsollException(ErrorCode.NOT_FOUND, "There is no anomaly " + id + ".", "Look."));
      }

      @Override
      public List<AnomalyEvent> history(String id) {
        return events;
      }

      @Override
      public Anomaly acknowledge(String id, String note) {
        return moved(id, State.ACKNOWLEDGED, note);
      }

      @Override
      public Anomaly resolve(String id, String note) {
        return moved(id, State.RESOLVED, note);
      }

      @Override
      public Anomaly reopen(String id, String note) {
        return moved(id, State.OPEN, note);
      }

      @Override
      public Anomaly suppress(String id, String note) {
        return moved(id, State.SUPPRESSED, note);
      }

      @Override
      public Anomaly feedback(String id, Feedback feedback, String note) {
        return moved(id, State.RESOLVED, feedback + " " + note);
      }

      @Override
      public List<Tolerance> tolerances() {
        return tolerances;
      }

      @Override
      public void forget(String id) {
        tolerances.removeIf(t -> t.id().equals(id));
      }

      private Anomaly moved(String id, State state, String note) {
        organisation.acts.add(state + " " + id + " " + note);
        return get(id).in(state, note);
      }
    };
  }

  AnomalyPolicy policy() {
    return new AnomalyPolicy() {
      @Override
      public SeverityTable severity(@Nullable String connection) {
        return tables.getOrDefault(String.valueOf(connection), SeverityTable.DEFAULT);
      }

      @Override
      public void severity(@Nullable String connection, @Nullable SeverityTable table) {
        put(tables, connection, table);
      }

      @Override
      public Sensitivity sensitivity(@Nullable String connection) {
        return sensitivities.getOrDefault(String.valueOf(connection), Sensitivity.NORMAL);
      }

      @Override
      public void sensitivity(@Nullable String connection, @Nullable Sensitivity sensitivity) {
        put(sensitivities, connection, sensitivity);
      }
    };
  }

  private static <T> void put(Map<String, T> values, @Nullable String connection, @Nullable T value) {
    if (value == null) {
      values.remove(String.valueOf(connection));
    } else {
      values.put(String.valueOf(connection), value);
    }
  }

  PlannedEvents calendar() {
    return new PlannedEvents() {
      @Override
      public List<PlannedEvent> list() {
        return calendar;
      }

      @Override
      public PlannedEvent add(PlannedEvent event) {
        calendar.add(event);
        return event;
      }

      @Override
      public void remove(String name) {
        calendar.removeIf(e -> e.name().equals(name));
      }
    };
  }

  Notices notices() {
    return new Notices() {
      @Override
      public List<NoticeChannel> channels() {
        return channels;
      }

      @Override
      public NoticeChannel channel(NoticeChannel channel) {
        channels.add(channel);
        return channel;
      }

      @Override
      public void removeChannel(String name) {
        channels.removeIf(c -> c.name().equals(name));
      }

      @Override
      public List<NoticeRule> rules() {
        return rules;
      }

      @Override
      public NoticeRule rule(NoticeRule rule) {
        rules.add(rule);
        return rule;
      }

      @Override
      public void removeRule(String name) {
        rules.removeIf(r -> r.name().equals(name));
      }

      @Override
      public Delivery test(String channel) {
        organisation.acts.add("test " + channel);
        return delivery;
      }

      @Override
      public List<DeliveryRecord> deliveries(int limit) {
        return deliveries.stream().limit(limit).toList();
      }
    };
  }
}
