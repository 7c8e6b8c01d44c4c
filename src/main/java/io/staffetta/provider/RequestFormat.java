package io.staffetta.provider;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Names the bean that writes a request to a provider: {@code request-format} of a descriptor. */
public enum RequestFormat {
    /** {@code application/x-www-form-urlencoded}. */
    @JsonProperty("form")
    FORM("formRequest"),
    /** A JSON object. */
    @JsonProperty("json")
    JSON("jsonRequest"),
    /** {@code multipart/form-data}. */
    @JsonProperty("multipart")
    MULTIPART("multipartRequest"),
    /** A SOAP 1.1 envelope, see {@link ProviderDescriptor.SoapRules}. */
    @JsonProperty("soap")
    SOAP("soapRequest"),
    /** An XML document, see {@link ProviderDescriptor.XmlRules}. */
    @JsonProperty("xml")
    XML("xmlRequest");

    private final String bean;

    RequestFormat(String bean) {
        this.bean = bean;
    }

    /** The name of the bean that writes such a request. */
    public String bean() {
        return bean;
    }
}
