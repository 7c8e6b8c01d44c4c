package io.staffetta.provider.table;

/**
 * Holds one value of an answer.
 *
 * @param place where it stands: a JSON Pointer, or the names of elements, as in {@link AnswerForm}
 * @param value as text; of JSON's {@code null} empty
 */
public record AnswerLeaf(String place, String value) {}
