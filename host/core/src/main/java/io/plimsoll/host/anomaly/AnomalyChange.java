package io.plimsoll.host.anomaly;

import io.plimsoll.api.anomaly.Anomaly;
import io.plimsoll.api.anomaly.AnomalyEvent;
import io.plimsoll.api.notice.Notice;
import org.jspecify.annotations.Nullable;

/**
 * An anomaly as it stands from now on.
 *
 * @param event what happened to it; {@code null} when only its figures changed
 * @param told what people are told of it; {@code null} when nothing
 */
public record AnomalyChange(Anomaly anomaly, @Nullable AnomalyEvent event, Notice.@Nullable Event told) {}
