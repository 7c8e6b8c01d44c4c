package io.staffetta.account;

import java.time.LocalDate;

/**
 * Segments that were bought from a provider beforehand.
 *
 * @param segments how many, 1 or more
 * @param from the first day on which segments count against it
 */
public record BoughtPackage(long segments, LocalDate from) {}
