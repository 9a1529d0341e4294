package io.plimsoll.api.anomaly;

import io.plimsoll.api.cost.Dimension;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A detector that says by what its series are cut. One that does not gets a series for each service and sub account.
 */
@ConsumerType
public interface SegmentedDetector extends AnomalyDetector {
  /**
   * The dimensions of its series, in this order; empty for one series of all costs. Columns of resources need the
   * grant {@code RESOURCE_NAMES} and tags the grant {@code TAGS}: without it the series come without them.
   */
  List<Dimension> dimensions();
}
