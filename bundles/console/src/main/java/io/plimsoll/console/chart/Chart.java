package io.plimsoll.console.chart;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chart as it is drawn: everything is placed, a template writes it down.
 *
 * @param id unique on its page
 * @param title what it shows
 * @param description the same in a sentence, for who cannot see it
 * @param unit the currency or unit of its values
 * @param ticks the lines across with their values
 * @param labels what stands below
 * @param bars in the order drawn
 * @param lines drawn over the bars
 * @param legend what each colour means; empty when there is one alone
 */
public record Chart(
    String id,
    String title,
    String description,
    String unit,
    List<Tick> ticks,
    List<Label> labels,
    List<Bar> bars,
    List<Line> lines,
    List<Key> legend) {
  /** The size of the drawing. */
  public static final int WIDTH = 760;

  /** The size of the drawing. */
  public static final int HEIGHT = 240;

  /** Where the values begin. */
  static final int LEFT = 52;

  static final int TOP = 10;
  static final int BOTTOM = 212;

  /** Keeps its own copies. */
  public Chart {
    ticks = List.copyOf(ticks);
    labels = List.copyOf(labels);
    bars = List.copyOf(bars);
    lines = List.copyOf(lines);
    legend = List.copyOf(legend);
  }

  /** A line across. */
  public record Tick(String y, String text, boolean zero) {}

  /** A word below. */
  public record Label(String x, String text) {}

  /**
   * A bar.
   *
   * @param look its class, such as {@code c1}
   * @param title what it says when it is pointed at
   * @param link where it leads, or {@code null}
   */
  public record Bar(String x, String y, String width, String height, String look, String title, @Nullable String link) {}

  /** A line through points. */
  public record Line(String points, String look) {}

  /** What a colour means. */
  public record Key(String look, String text) {}
}
