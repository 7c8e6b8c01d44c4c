package io.staffetta.provider;

/** Names the form of a provider's answer. */
public enum AnswerForm {
    /** Plain text; its place is {@code first-word}. */
    TEXT,
    /** A JSON object; a place in it is a JSON Pointer, such as {@code /status/code}. */
    JSON,
    /** An XML document; a place in it is the names of elements from the root, such as {@code sms/id}. */
    XML,
    /** A SOAP envelope; a place in it is the names of elements below the response, such as {@code return}. */
    SOAP
}
