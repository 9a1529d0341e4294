package io.plimsoll.api.plugin;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A plug-in that each organisation may set up in its own way.
 *
 * <pre>{@code
 * @Plugin(name = "weekend-left-on", type = AnomalyDetector.class)
 * public final class WeekendLeftOn implements AnomalyDetector, Configurable<AnomalyDetector> {
 *   private final double share;
 *   public WeekendLeftOn() { this(0.5); }
 *   private WeekendLeftOn(double share) { this.share = share; }
 *
 *   @Override public AnomalyDetector configured(PluginSettings settings) {
 *     double given = settings.decimal("share", 0.5);
 *     if (given <= 0 || given > 1) { settings.refuse("share", "is not above 0 and at most 1"); }
 *     settings.validate();
 *     return new WeekendLeftOn(given);
 *   }
 *   ...
 * }
 * }</pre>
 *
 * @param <P> the plug-in's kind
 */
@ConsumerType
public interface Configurable<P> {
  /**
   * The plug-in as it works with these settings, none among them. Called when they are set, to check them, and before
   * the first call after they changed. Does no work of its own: what it answers is dropped without being closed when
   * the settings change again.
   *
   * @param settings those of one organisation; read and validated here
   * @return an object of the plug-in's kind with every optional ability the plug-in has
   */
  P configured(PluginSettings settings);
}
