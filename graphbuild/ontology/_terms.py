"""The terms of the vocabularies that the loader reads."""

from __future__ import annotations

from graphbuild.iris import GB

__all__ = [
    "ALT_LABEL",
    "ATTRIBUTIVE",
    "BROADER",
    "CANONICAL_FORM",
    "CLASS",
    "CONCEPT_SCHEME",
    "DATATYPE_PROPERTY",
    "DATES",
    "DEFAULT_LEVEL",
    "DEMONYM",
    "DISJOINT",
    "DOMAIN",
    "ENTITY_TYPE",
    "FIRST",
    "FUNCTIONAL",
    "IN_SCHEME",
    "LABEL",
    "MARKER",
    "MUTUAL",
    "NAMED_IN",
    "NEEDS_KNOWLEDGE",
    "NIL",
    "NOTATION",
    "OBJECT_FIRST",
    "OBJECT_PROPERTY",
    "OBJECT_ROLE",
    "OBJ_OF_PROP",
    "OCCURRENCE",
    "PARTICIPANT",
    "PART_OF_SPEECH",
    "PREF_LABEL",
    "PROPERTY_DOMAIN",
    "PROPERTY_RANGE",
    "RANGE",
    "REFERENCE",
    "REST",
    "SENSE",
    "SUBJECT_ROLE",
    "SUBJ_OF_PROP",
    "SUB_CLASS_OF",
    "SUB_PROPERTY_OF",
    "SYMMETRIC",
    "SYNTACTIC_ARGUMENT",
    "SYN_BEHAVIOR",
    "TYPE",
    "UNION_OF",
    "WRITTEN_REP",
    "YEARS_AFTER_END",
    "YIELDS",
]

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_ONTOLEX = "http://www.w3.org/ns/lemon/ontolex#"
_SYNSEM = "http://www.w3.org/ns/lemon/synsem#"
_LEXINFO = "http://www.lexinfo.net/ontology/3.0/lexinfo#"

TYPE, FIRST, REST, NIL = _RDF + "type", _RDF + "first", _RDF + "rest", _RDF + "nil"
LABEL, DOMAIN, RANGE = _RDFS + "label", _RDFS + "domain", _RDFS + "range"
SUB_PROPERTY_OF, SUB_CLASS_OF = _RDFS + "subPropertyOf", _RDFS + "subClassOf"
CLASS, UNION_OF = _OWL + "Class", _OWL + "unionOf"
DISJOINT = _OWL + "disjointWith"
OBJECT_PROPERTY, DATATYPE_PROPERTY = _OWL + "ObjectProperty", _OWL + "DatatypeProperty"
SYMMETRIC, FUNCTIONAL = _OWL + "SymmetricProperty", _OWL + "FunctionalProperty"
PREF_LABEL, ALT_LABEL = _SKOS + "prefLabel", _SKOS + "altLabel"
IN_SCHEME, BROADER, NOTATION = _SKOS + "inScheme", _SKOS + "broader", _SKOS + "notation"
CANONICAL_FORM, WRITTEN_REP = _ONTOLEX + "canonicalForm", _ONTOLEX + "writtenRep"
SENSE, REFERENCE = _ONTOLEX + "sense", _ONTOLEX + "reference"
SYN_BEHAVIOR, MARKER = _SYNSEM + "synBehavior", _SYNSEM + "marker"
SYNTACTIC_ARGUMENT = _SYNSEM + "SyntacticArgument"
SUBJ_OF_PROP, OBJ_OF_PROP = _SYNSEM + "subjOfProp", _SYNSEM + "objOfProp"
PROPERTY_DOMAIN, PROPERTY_RANGE = _SYNSEM + "propertyDomain", _SYNSEM + "propertyRange"
PART_OF_SPEECH = _LEXINFO + "partOfSpeech"
ENTITY_TYPE, DEFAULT_LEVEL, DEMONYM = GB + "entityType", GB + "defaultLevel", GB + "demonym"
CONCEPT_SCHEME, ATTRIBUTIVE = GB + "conceptScheme", GB + "attributive"
OCCURRENCE, PARTICIPANT = GB + "occurrence", GB + "participant"
SUBJECT_ROLE, OBJECT_ROLE = GB + "subjectRole", GB + "objectRole"
NAMED_IN, CREDIT_LABEL = GB + "namedIn", GB + "creditLabel"
MUTUAL = GB + "mutual"
NEEDS_KNOWLEDGE, YIELDS = GB + "needsKnowledge", GB + "yieldsToKnowledge"
DATES, OBJECT_FIRST, YEARS_AFTER_END = GB + "dates", GB + "objectFirst", GB + "yearsAfterEnd"
