package io.plimsoll.api.anomaly;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * How severe anomalies are and which are raised at all, for an organisation and each of its connections. Holds from the
 * next evaluation on. Thread-safe.
 *
 * <p>A connection is {@code null} for the organisation; {@code NOT_FOUND} is thrown for one that is unknown.
 */
@ProviderType
public interface AnomalyPolicy {
  /** The table in force: the connection's own, else the organisation's, else the default. */
  SeverityTable severity(@Nullable String connection);

  /** Sets the table; {@code null} goes back to the one before it. */
  void severity(@Nullable String connection, @Nullable SeverityTable table);

  /** The sensitivity in force. */
  Sensitivity sensitivity(@Nullable String connection);

  /** Sets the sensitivity; {@code null} goes back to the one before it. */
  void sensitivity(@Nullable String connection, @Nullable Sensitivity sensitivity);
}
