// SPDX-License-Identifier: MIT
#include "ui/compare/comparedetail.h"

#include "model/query/querycompletion.h"
#include "model/support/utf8.h"
#include "ui/compare/comparedelegate.h"
#include "ui/compare/compareeventsmodel.h"
#include "ui/compare/comparefieldsmodel.h"
#include "ui/compare/compareminutes.h"
#include "ui/compare/comparewords.h"
#include "ui/findings/rulewords.h"
#include "ui/numbers.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/marks.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QStringList>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

QLabel *plainLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

CompareDetail::CompareDetail(const CompareEventsModel *model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_fields(new CompareFieldsModel(this))
    , m_badge(new QLabel(this))
    , m_title(new QLabel(this))
    , m_counts(new QLabel(this))
    , m_calls(new QPushButton(lineIcon(u"filter"_s), tr("Calls in B"), this))
    , m_table(new QTreeView(this))
    , m_more(new QWidget(this))
    , m_fieldTitle(plainLabel(m_more))
    , m_fieldWords(plainLabel(m_more))
    , m_sides(plainLabel(m_more))
    , m_rules(plainLabel(this))
    , m_these(new QPushButton(lineIcon(u"filter"_s), tr("Show these calls"), m_more))
    , m_ignore(new QPushButton(tr("Do not compare this field"), m_more))
    , m_minutesTitle(new QLabel(this))
    , m_minutes(new CompareMinutes(this))
{
    auto *head = new QHBoxLayout;
    head->setContentsMargins(10, 6, 8, 6);
    head->setSpacing(8);
    m_title->setFont(scaledFont(font(), CallTitle, QFont::DemiBold));
    m_title->setTextFormat(Qt::PlainText);
    m_counts->setForegroundRole(QPalette::PlaceholderText);
    head->addWidget(m_badge);
    head->addWidget(m_title);
    head->addWidget(m_counts, 1);
    head->addWidget(m_calls);
    m_calls->setObjectName(u"compareCalls"_s);
    m_these->setObjectName(u"compareThese"_s);
    m_ignore->setObjectName(u"compareIgnore"_s);

    m_table->setObjectName(u"compareFields"_s);
    m_table->setAccessibleName(tr("Properties in A and B"));
    m_table->setModel(m_fields);
    m_table->setItemDelegate(new CompareFieldsDelegate(m_fields, m_table));
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->header()->setStretchLastSection(true);
    const int wide = fontMetrics().horizontalAdvance(u'0');
    for (const auto &[column, digits] :
        {std::pair(CompareFieldNameColumn, 22), std::pair(CompareFieldATypeColumn, 10),
            std::pair(CompareFieldASentColumn, 13), std::pair(CompareFieldBTypeColumn, 13),
            std::pair(CompareFieldBSentColumn, 13), std::pair(CompareFieldChangeColumn, 20)})
        m_table->setColumnWidth(column, wide * digits);

    auto *more = new QVBoxLayout(m_more);
    more->setContentsMargins(12, 8, 12, 4);
    m_fieldTitle->setFont(scaledFont(font(), 1.0, QFont::DemiBold));
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_these);
    buttons->addWidget(m_ignore);
    buttons->addStretch();
    for (QWidget *widget : {m_fieldTitle, m_sides, m_fieldWords})
        more->addWidget(widget);
    more->addLayout(buttons);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 8);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_table, 1);
    column->addWidget(m_more);
    m_rules->setContentsMargins(12, 6, 12, 0);
    column->addWidget(m_rules);
    m_minutesTitle->setContentsMargins(12, 8, 12, 4);
    column->addWidget(m_minutesTitle);
    column->addWidget(m_minutes);

    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &CompareDetail::showField);
    connect(m_calls, &QPushButton::clicked, this, [this] { emit filterRequested(eventQuery()); });
    connect(m_these, &QPushButton::clicked, this,
        [this] { emit filterRequested(m_these->property("query").toString()); });
    connect(m_ignore, &QPushButton::clicked, this, [this] {
        if (const FieldComparison *field = m_fields->fieldAt(m_table->currentIndex()))
            emit ignoreRequested(field->path);
    });
    showRow(nullptr, {});
}

void CompareDetail::setCallsReachable(bool reachable)
{
    m_reachable = reachable;
    m_calls->setVisible(reachable && !eventQuery().isEmpty());
    showField();
}

QString CompareDetail::eventQuery() const
{
    if (!m_files)
        return {};
    if (const EventComparison *event = m_model->eventAt(m_index)) {
        if (event->b < 0 || event->type == CallType::Unknown)
            return {};
        const QString type = u"type:" + utf8(callTypeName(event->type));
        return event->name.isEmpty() ? type
                                     : QString(type + u" event=" + quotedQueryValue(utf8(event->name)));
    }
    const SourceComparison *source = m_model->sourceAt(m_index);
    return source && source->b >= 0 && !source->library.isEmpty()
               ? QString(u"lib:" + quotedQueryValue(utf8(source->library)))
               : QString();
}

void CompareDetail::showRow(std::shared_ptr<const ComparedFiles> files, const QModelIndex &index)
{
    m_files = std::move(files);
    m_index = index;
    const CompareEventsModel::Row *row = m_files ? m_model->rowAt(index) : nullptr;
    const EventComparison *event = row ? m_model->eventAt(index) : nullptr;
    const bool again = row && row->isOfSame(m_shown);
    m_shown = row ? *row : CompareEventsModel::Row();
    const FieldComparison *current = again ? m_fields->fieldAt(m_table->currentIndex()) : nullptr;
    const QByteArray path = current ? current->path : QByteArray();
    setEnabled(row != nullptr);
    m_badge->setVisible(event != nullptr);
    const QModelIndex name = index.siblingAtColumn(CompareNameColumn);
    m_title->setText(row ? name.data().toString() : tr("Nothing selected"));
    m_counts->setText(row ? tr("%1 calls in A, %2 in B")
                                .arg(index.siblingAtColumn(CompareAColumn).data().toString(),
                                    index.siblingAtColumn(CompareBColumn).data().toString())
                          : QString());
    if (event) {
        const int side = fontMetrics().height();
        m_badge->setPixmap(typeIcon(event->type).pixmap(QSize(side, side), devicePixelRatioF()));
        m_badge->setToolTip(utf8(callTypeName(event->type)));
        m_badge->setAccessibleName(m_badge->toolTip());
    }
    m_calls->setVisible(m_reachable && row && !eventQuery().isEmpty());
    // Most fields of an event are its properties: their paths need not say so.
    m_fields->setFields(m_files, row ? &m_model->fieldsAt(*row) : nullptr,
        row ? &m_model->treeAt(*row, DiffSide::A) : nullptr,
        row ? &m_model->treeAt(*row, DiffSide::B) : nullptr,
        event
            ? QByteArray(event->type == CallType::Identify || event->type == CallType::Group ? "traits."
                                                                                             : "properties.")
            : QByteArray("context."));
    m_table->setVisible(m_fields->rowCount() > 0);
    QStringList rules;
    for (std::size_t i = 0; event && i < event->rules.size(); ++i) {
        const RuleComparison &rule = event->rules[i];
        rules +=
            tr("%1: %2 calls, were %3").arg(ruleTitle(rule.rule.rule), countText(rule.b), countText(rule.a));
    }
    if (event && event->loss)
        rules += tr("Segment would refuse or drop %1 calls, were %2")
                     .arg(countText(event->loss->b), countText(event->loss->a));
    if (event && event->order)
        rules += eventWords(*event);
    m_rules->setText(rules.join(u'\n'));
    m_rules->setVisible(!rules.isEmpty());
    m_minutesTitle->setVisible(event != nullptr);
    m_minutes->setVisible(event != nullptr);
    if (event) {
        m_minutesTitle->setText(tr("Calls by minute, from the start of each session: A grey, B blue"));
        m_minutes->setCounts(
            m_files->a->tally.event(event->a).minutes, m_files->b->tally.event(event->b).minutes);
    }
    showField();
    // The first that has changed is what one came for, unless another one is being looked at.
    for (int i = 0; i < m_fields->rowCount(); ++i) {
        const QModelIndex at = m_fields->index(i, 0);
        const FieldComparison *field = m_fields->fieldAt(at);
        const bool isChange = field->news != FieldNews::Same && field->news != FieldNews::Unseen;
        if (path.isEmpty() ? isChange && !field->inside : field->path == path) {
            m_table->setCurrentIndex(at);
            break;
        }
    }
}

void CompareDetail::showField()
{
    const FieldComparison *field = m_fields->fieldAt(m_table->currentIndex());
    m_more->setVisible(field != nullptr);
    if (!field)
        return;
    const SentFields &a = *m_fields->a();
    const SentFields &b = *m_fields->b();
    m_fieldTitle->setText(QString(utf8(field->path) + u": " + newsWord(field->news).toLower()));
    m_fieldWords->setText(fieldSentence(*field, a, b));
    m_sides->setText(tr("In A: %1\nIn B: %2").arg(countedTypes(a, field->a), countedTypes(b, field->b)));
    QString query;
    if (field->b != SentFields::None) {
        QStringList fresh;
        for (const SentKind kind : b.kindsOf(field->b)) {
            if (field->a == SentFields::None || a[field->a].of(kind).values == 0)
                fresh += utf8(sentKindName(kind));
        }
        if (field->news == FieldNews::TypeChanged && !fresh.isEmpty())
            query = u"typeof:" + utf8(field->path) + u'=' + fresh.join(u',');
        else if (field->news == FieldNews::Added)
            query = u"has:" + utf8(field->path);
    } else if (field->news == FieldNews::Gone) {
        query = u"missing:" + utf8(field->path);
    }
    const QString of = eventQuery();
    m_these->setVisible(m_reachable && !query.isEmpty() && !of.isEmpty());
    m_these->setProperty("query", QString(of + u' ' + query));
    m_ignore->setVisible(
        field->news != FieldNews::Same && field->news != FieldNews::Unseen && !field->inside);
}

} // namespace spectap
