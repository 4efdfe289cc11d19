/**
 * The words by which a sentence is weighed, in English and in Hindi where it is plain. JavaScript's `\b` knows no
 * Devanagari, so Hindi stems stand by themselves.
 */

/** A pattern of English words, each of which stands by itself, or of anything else. Lines may be broken at `|`. */
export function spoken(english: string, other = '', flags = 'iu'): RegExp {
  const [words, more] = [english, other].map((list) => list.replace(/\s*\n\s*/g, ''));
  return new RegExp(`\\b(?:${words})\\b${more === '' ? '' : `|${more}`}`, flags);
}

/** What users' data is called. */
export const data = spoken(
  `
    data|databases?|information|contents?|records?|files?|copy|copies|backups?|back-ups?|videos?|photos?|pictures|
    messages?|chats?|logs?|accounts?|profiles?|uploads?|documents?|details|recordings?|invoices|metadata|
    everything|pii`,
  `
    डेटा|डाटा|जानकारी|सूचना|सामग्री|रिकॉर्ड|वीडियो`,
);

/** What is done with data somewhere. */
export const keeping = spoken(
  String.raw`
    stor(?:e[sd]?|ing|age)|process(?:e[sd]|ing)?|hosts?|hosted|hosting|keeps?|keeping|kept|h[eo]lds?|saved?|saves|
    maintain\w*|retain\w*|resid(?:e[sd]?|ing)|remains?|stays?|replicat\w+|mirror(?:s|ed)|back(?:ed|s)?[ -]?up|
    backups?|transfer\w*|transmit\w*|sen[dt]s?|sending|export(?:s|ed)?|moved?|copied|copies|copy|archiv\w+|
    cach(?:e[sd]?|ing)|rout(?:e[sd]?|ing)|access(?:ed|es|ible)?|opens?|opened|view(?:ed)?|handle[sd]?|
    locat(?:ed|ion)|situated|leaves?|leaving|left|served|visible|shipped|relocat\w+|spills?|pooled|run|runs|operat(?:e[sd]?|ing)|deployed`,
  `
    संग्रह|भंडार|स्टोर|रख[ाीेत]|संसाधित|प्रोसेस|होस्ट|भेज|स्थानांतर|सुरक्षित|बैकअप|पहुँच|पहुंच|(?:जाता|जाती|जाते)`,
);

/** Where data is kept. */
export const machines = spoken(
  `
    servers?|data ?cent(?:re|er)s?|cloud|infrastructure|databases?|regions?|hosting|storage|points? of presence|
    network|mirrors?|replicas?`,
  `
    सर्वर|डेटा सेंटर|क्लाउड`,
);

/** Speaks of places that are not named. */
export const elsewhere = spoken(
  String.raw`
    outside(?: of)?(?: the (?:territory|borders|boundaries|geograph\w+|limits) of)? india|
    outside(?: of)?(?: (?:the|your|this|its|our))? (?:country|home|borders?|territory|jurisdiction)|outside|
    beyond|abroad|overseas|elsewhere|anywhere else|world-?wide|(?:around|across|throughout) the (?:world|globe)|
    the (?:world|globe)|global(?:ly)?|international(?:ly)?|offshore|foreign|cross-border|trans-?border|
    across borders|third countr(?:y|ies)|other than|affiliates?|group compan(?:y|ies)|sister compan(?:y|ies)|
    parent company|(?:our|its) parent|their (?:own )?(?:servers?|cloud|systems?|infrastructure)|subsidiar(?:y|ies)|leaves?|leaving|anywhere|wherever|
    (?:other|another|different|multiple|several|various|any|more than one|some|those|such|these|additional|neighbou?ring) (?:countr|place|location|region|parts? of the world|jurisdiction|territor|geograph|state|facilit|data ?cent)\w*|
    countries|other jurisdictions?|continents?|(?:data |storage )locations?|
    the edge|relocat\w+|(?:places?|locations?|countr(?:y|ies)|regions?) of (?:storage|processing)|adequacy|
    standard contractual clauses|(?:data|international) transfers?|for transfers|across (?:the|our) borders?|
    locations? of (?:its|our|the|their|your|these|all) (?:servers?|data|storage)|
    (?:national|international|state) borders?|content delivery networks?|nowhere else|cdn|
    edge (?:network|location|server|node)s?|multi-?region\w*|nearest (?:server|data)`,
  `
    (?:भारत|देश) (?:के|से|की सीमा (?:के|से)) बाहर|विदेश|अन्य देश|बाहर के देश|दूसरे देश|किसी (?:अन्य|और) देश|
    दुनिया|विश्व|वैश्विक|अंतरराष्ट्रीय|अन्यत्र|कहीं और`,
  'giu',
);

/** Of these words, those that are said of much else: they count beside what is done with data. */
export const loose =
  /^(?:affiliates?|group compan|sister compan|parent company|subsidiar|international|global|anywhere|wherever|foreign|the (?:world|globe)|world-?wide|beyond|दुनिया|विश्व|वैश्विक)/iu;

/** Says outright that a place is abroad. */
export const outright = /^(?:outside.*india|abroad|overseas|offshore|(?:भारत|देश) (?:के|से|की सीमा (?:के|से)) बाहर|विदेश)$/iu;

export const denial = spoken(
  `
    not|never|no|none|nobody|nothing|nowhere|neither|cannot`,
  String.raw`
    n't\b|(?<![\p{L}\p{M}])(?:नहीं|नही|ना|न|कभी नहीं|मत)(?![\p{L}\p{M}])`,
  'giu',
);

/** Takes back, narrows or turns what a denial denies. */
export const spoiler = spoken(
  String.raw`
    only|just|merely|solely|alone|exclusively|limit\w*|restrict\w*|prevent\w*|prohibit\w*|bar(?:red|s)?|
    guarantee\w*|promise\w*|warrant\w*|represent\w*|ensure|assure|except\w*|unless|until|without|necessarily|
    always|all|every|entirely|fully|yet|long-term|permanent\w*|intentional\w*|knowingly|current\w*|present\w*|
    general\w*|usual\w*|normal\w*|typical\w*|routine\w*|other than|apart|save for|but|however|instead|rather|
    while|whereas|although|though|still|also|if|when|where|may|might|could|should|would|till|subject to|true|
    false|wrong|mean|means|mind|matter|wonder|doubt|longer|once|than`,
  String.raw`
    [;:]|[,(]\s*(?:we|it|they|you|our|your|this|these|which|so|and)\b|
    \band (?:we|it|they|is|are|our|your|will|process|store|keep|host|send|then)\b|केवल|सिर्फ|मात्र|सिवाय|अलावा|
    छोड़कर|लेकिन|परंतु|परन्तु|बल्कि|यदि|अगर|जब|बिना|सकत`,
);

/** Makes a statement less than plain: what may be, was, or will be; whom, when, or if it concerns; who says so. */
export const unsure = spoken(
  String.raw`
    may|might|could|can|would|should|generally|usually|normally|primarily|mainly|mostly|typically|ordinarily|
    largely|predominantly|principally|chiefly|virtually|nearly|almost|often|sometimes|occasionally|temporarily|
    currently|presently|intend\w*|aims?|plans?|planned|strive\w*|try|tries|endeavou?r\w*|seek\w*|hopes?|expect\w*|
    prefer\w*|wish\w*|goal|target|eventually|soon|possible|practicable|feasible|reasonabl\w+|commercially|
    efforts?|default|if|unless|until|till|when|whenever|where|wherever|while|whilst|during|provided(?! by\b)|subject to|
    except\w*|exclud\w+|save (?:for|that|as|where)|apart|aside|besides|other than|but|however|although|though|
    despite|notwithstanding|otherwise|alternatively|long as|in case|to the extent|depending|depends|some|certain|
    most|portion|part of|selected|specific|primary|main|original|at least|few|majority|enterprise|premium|paid|
    basic|plan|tier|edition|beta|legacy|lite|says?|said|claim\w*|according|believe\w*|think\w*|alleg\w+|myth|
    example|imagine|suppose|unlike|competitors?|since|before|after|starting|beginning|effective|formerly|
    previously|once|was|were|used to|had|no longer|future|going forward|untrue|false|incorrect|wrong|refus\w*|
    den(?:y|ies)|fail\w*|stop\w*|ceas\w*|doubt\w*|hardly|rarely|seldom|unlikely|unable|instead|rather|pretend\w*|
    from (?:\d|january|february|march|april|may|june|july|august|september|october|november|december)|
    (?<!act,? )20\d\d|
    (?:users?|customers?|residents?|citizens?|accounts?|members?|people|persons?|those|clients?|patients?) (?:who|whose|that|which|in|from|outside|located|residing|based|on|with)|
    indian (?:users?|customers?|residents?|citizens?|accounts?)|employees?|candidates?|applicants?|suppliers?|
    vendors?|investors?|anonymi[sz]ed|anonymous|aggregated?|statistic\w*|encrypted`,
  String.raw`
    ["?*†‡§]|\[\^?\w+\]|सकत|संभव|शायद|आमतौर|सामान्यत|प्रायः|अधिकतर|अधिकांश|यदि|अगर|जब|जहाँ|जहां|सिवाय|अलावा|
    छोड़कर|कुछ|मुख्य|पहले|पूर्व में|
    (?<![\p{L}\p{M}])(?:था|थी|थे|लेकिन|परन्तु|परंतु|किंतु|या|अथवा|तक)(?![\p{L}\p{M}])|प्रयास|कोशिश|इरादा|योजना|
    उदाहरण`,
);

/** Words of sentences that are about law, firms and people, and of no data. */
export const unrelated = spoken(
  String.raw`
    govern\w*|laws?|courts?|arbitrat\w*|disput\w+|headquarter\w*|incorporat\w*|regist(?:ered|ration)|office|
    offices|phone|tel|telephone|parent|holding company|founded|born|trade ?marks?|patents?|copyright|available|
    launched|travel\w*|sells?|ships?|shipping|delivery|prices?|currency|investors?|shareholders?|owned|subsidiary`,
  `
    कानून|न्यायालय|कार्यालय|मुख्यालय`,
);

/** Parts of a sentence that deny or affirm for themselves. */
export const clausesOf = (sentence: string): string[] =>
  sentence.split(/[;:,()–—]|\b(?:and|but|while|although|though|whereas)\b/iu);

/** Whether a sentence speaks of data, of what is done with it, or of where it is kept. */
export const aboutData = (sentence: string): boolean =>
  data.test(sentence) || keeping.test(sentence) || machines.test(sentence);

/** Names that only contain that of India, and people: no place where data is. */
export const ofIndia =
  /\b(?:(?:bank|government|board|authority|company|ministry|institute|corporation|laws?|constitution|citizens?|residents?|people|users?|map|rest) of (?:the republic of )?|air |east |digital |make in |incredible )india\b|\bindia'?s?(?: \w+)? (?:pvt|private|ltd|limited|inc|llp|office|team|edition)\b|\bindia's\b/giu;

/** Whether a sentence is about what the user may or must do, and of nothing that the operator does. */
export const doneByUser = (sentence: string): boolean =>
  /^\W*you (?:can|may|must|might|will|agree|shall)\b/iu.test(sentence) &&
  !/\b(?:we|our|us|transfer\w*|storage|stored|processed)\b/iu.test(sentence);
