// SPDX-License-Identifier: MIT
#include "checktext.h"
#include "model/spec/nearmiss.h"
#include "tests/support/testmain.h"

using namespace spectap;

/// Which names are taken for slips of documented ones, and which never are.
class TestNearMiss : public QObject
{
    Q_OBJECT

private slots:
    void likeness_data();
    void likeness();
    void realWordsAreLeftAlone_data();
    void realWordsAreLeftAlone();

private:
    static NameIndex catalogueNames();
};

/// Every event name and last path step of the bundled catalogue.
NameIndex TestNearMiss::catalogueNames()
{
    static const Result<Catalogue> catalogue = Catalogue::bundled();
    std::vector<QByteArrayView> names;
    const auto addField = [&](const FieldSpec &field) {
        const QByteArrayView path = field.path;
        const QByteArrayView last = path.sliced(path.lastIndexOf('.') + 1);
        if (last != "*")
            names.push_back(last);
    };
    for (const EventSpec &event : catalogue->events) {
        names.push_back(event.name);
        for (const FieldSpec &field : event.properties)
            addField(field);
    }
    for (const FieldSpec &field : catalogue->fields)
        addField(field);
    NameIndex index;
    index.build(names);
    return index;
}

void TestNearMiss::likeness_data()
{
    QTest::addColumn<QByteArray>("known");
    QTest::addColumn<QByteArray>("given");
    QTest::addColumn<int>("expected");
    const auto row = [](const char *name, const char *known, const char *given,
                         NameIndex::Likeness likeness) {
        QTest::newRow(name) << QByteArray(known) << QByteArray(given) << static_cast<int>(likeness);
    };
    using L = NameIndex::Likeness;
    row("case", "Order Completed", "order completed", L::LetterCase);
    row("all capitals", "Order Completed", "ORDER COMPLETED", L::LetterCase);
    row("underscore", "Order Completed", "order_completed", L::Spelling);
    row("camel case", "Order Completed", "orderCompleted", L::Spelling);
    row("no space", "Order Completed", "OrderCompleted", L::Spelling);
    row("dash", "Order Completed", "order-completed", L::Spelling);
    row("spaces around", "Order Completed", " Order Completed ", L::Spelling);
    row("snake for camel", "userId", "user_id", L::Spelling);
    row("camel for snake", "order_id", "orderId", L::Spelling);
    row("capitals inside", "order_id", "orderID", L::Spelling);
    row("plural", "product_id", "products_id", L::Plural);
    row("singular", "products", "product", L::Plural);
    row("plural with ies", "category", "categories", L::Plural);
    row("plural event", "Order Completed", "Orders Completed", L::Plural);
    row("doubled letter missing", "currency", "curency", L::Typo);
    row("letter missing", "currency", "curreny", L::Typo);
    row("last letter missing", "revenue", "revenu", L::Typo);
    row("letters swapped", "price", "pirce", L::Typo);
    row("letter doubled", "email", "emaill", L::Typo);
    row("wrong letter in a long word", "affiliation", "affiliatoon", L::Typo);
    row("typo in one word of a name", "checkout_id", "chekout_id", L::Typo);
    row("typo in an event", "Order Cancelled", "Order Canceled", L::Typo);
    row("typo in an event, other case", "Order Completed", "order compleeted", L::Typo);
    row("two typos", "currency", "curenci", L::None);
    row("two words with typos", "Order Completed", "Oder Complted", L::None);
    row("other word", "Order Completed", "Order Created", L::None);
    row("short words are never guessed", "tax", "tex", L::None);
    row("a letter changed in a short word", "price", "pride", L::None);
    row("first letter differs", "rating", "dating", L::None);
    row("one more word", "order_id", "order_id_old", L::None);
    row("nothing", "order_id", "", L::None);
    row("only separators", "order_id", "___", L::None);
    row("not latin", "order_id", "заказ", L::None);
}

void TestNearMiss::likeness()
{
    QFETCH(const QByteArray, known);
    QFETCH(const QByteArray, given);
    QFETCH(const int, expected);
    NameIndex index;
    index.build({"something_else", known, QByteArrayView()});
    const NameIndex::Match match = index.find(given);
    QCOMPARE(static_cast<int>(match.likeness), expected);
    QCOMPARE(match.name, expected == static_cast<int>(NameIndex::Likeness::None) ? -1 : 1);
    const bool spelling =
        match.likeness == NameIndex::Likeness::LetterCase || match.likeness == NameIndex::Likeness::Spelling;
    QCOMPARE(index.findSpelling(given).name, spelling ? 1 : -1);
}

void TestNearMiss::realWordsAreLeftAlone_data()
{
    QTest::addColumn<QByteArray>("word");
    for (const char *word : {"county", "shopping", "card_id", "cart_type", "pride", "prize", "grand", "land",
             "older_id", "border", "valve", "stats", "status", "tile", "band", "total_tax", "tip", "taxi",
             "page_type", "plan_name", "quest", "weight", "height_cm", "gender_identity", "age_group",
             "street_number", "list_name", "skill", "review_title", "step_name", "source", "score", "store",
             "storage", "session_id", "variety", "provision", "quality", "reward", "recipe", "reasons_given",
             "brand_id", "couple", "comment", "creator", "created_by", "update", "delivery_method",
             "payment_type", "color", "size", "material", "vendor", "locality", "Card Viewed", "Chart Viewed",
             "Cart Cleared", "Order Created", "Order Placed", "Order Shipped", "Product Rated",
             "Product Compared", "Product Renamed", "Coupon Expired", "Checkout Abandoned", "Promotion Ended",
             "Login", "Signed Up", "Subscription Started", "Page Viewed", "Button Clicked", "Parts Searched",
             "Products Sorted", "Payment Failed", "Wishlist Created", "Article Viewed"})
        QTest::newRow(word) << QByteArray(word);
}

void TestNearMiss::realWordsAreLeftAlone()
{
    QFETCH(const QByteArray, word);
    const NameIndex index = catalogueNames();
    const NameIndex::Likeness likeness = index.find(word).likeness;
    QVERIFY(likeness != NameIndex::Likeness::Typo && likeness != NameIndex::Likeness::Plural);
}

SPECTAP_TEST_MAIN(TestNearMiss)
#include "tst_nearmiss.moc"
