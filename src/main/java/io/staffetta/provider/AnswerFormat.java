package io.staffetta.provider;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Names the bean that reads a provider's answer: {@code answer-format} of a descriptor. */
public enum AnswerFormat {
    /** Plain text. */
    @JsonProperty("text")
    TEXT(AnswerForm.TEXT, "textAnswer"),
    /** A JSON object. */
    @JsonProperty("json")
    JSON(AnswerForm.JSON, "textAnswer"),
    /** An XML document. */
    @JsonProperty("xml")
    XML(AnswerForm.XML, "textAnswer"),
    /** A SOAP envelope. */
    @JsonProperty("soap")
    SOAP(AnswerForm.SOAP, "soapAnswer"),
    /** The JSON of Messagenet, whose lists {@code sent} and {@code failed} decide as well. */
    @JsonProperty("messagenet")
    MESSAGENET(AnswerForm.JSON, "messagenetAnswer"),
    /** The JSON of TIM SMS Professional, of which {@code status} and {@code message} are its code and its text. */
    @JsonProperty("tim-sms-professional")
    TIM_SMS_PROFESSIONAL(AnswerForm.JSON, "timProfessionalAnswer");

    private final AnswerForm form;
    private final String bean;

    AnswerFormat(AnswerForm form, String bean) {
        this.form = form;
        this.bean = bean;
    }

    /** What the answer is agreed to be. */
    public AnswerForm form() {
        return form;
    }

    /** The name of the bean that reads such an answer. */
    public String bean() {
        return bean;
    }
}
