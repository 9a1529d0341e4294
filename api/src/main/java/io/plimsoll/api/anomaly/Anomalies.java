package io.plimsoll.api.anomaly;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What people do with anomalies. Every act is in the anomaly's history and in the audit chain. Thread-safe.
 *
 * <p>Each method throws {@link io.plimsoll.api.PlimsollException} with {@code NOT_FOUND} for an unknown id and {@code
 * REFUSED} when the anomaly does not stand where the act begins.
 */
@ProviderType
public interface Anomalies {
  /** The anomaly as it stands. */
  Anomaly get(String id);

  /** What happened to it, oldest first. */
  List<AnomalyEvent> history(String id);

  /** Somebody is on it. */
  Anomaly acknowledge(String id, String note);

  /** It is over. When its days go on three days after, it is open again. */
  Anomaly resolve(String id, String note);

  /** It is not over, or worth telling after all. */
  Anomaly reopen(String id, String note);

  /** It is not worth telling, however long it goes on. */
  Anomaly suppress(String id, String note);

  /** Says what it was, which changes what is raised from now on. */
  Anomaly feedback(String id, Feedback feedback, String note);

  /** What is not raised because of feedback, the newest first. */
  List<Tolerance> tolerances();

  /** Takes back what feedback on this anomaly changed. */
  void forget(String id);
}
