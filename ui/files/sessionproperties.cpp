// SPDX-License-Identifier: MIT
#include "ui/files/sessionproperties.h"

#include "ui/numbers.h"

#include <QDateTime>
#include <QDialogButtonBox>
#include <QDir>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr QSize FirstSize(520, 400);
constexpr int MaxTitle = 200;

} // namespace

SessionPropertiesDialog::SessionPropertiesDialog(SessionProperties properties, QWidget *parent)
    : QDialog(parent)
    , m_properties(std::move(properties))
    , m_title(new QLineEdit(m_properties.title, this))
    , m_description(new QPlainTextEdit(m_properties.description, this))
{
    setObjectName(u"sessionProperties"_s);
    setWindowTitle(tr("Session properties"));
    resize(FirstSize);
    m_title->setObjectName(u"sessionTitle"_s);
    m_title->setAccessibleName(tr("Title"));
    m_title->setMaxLength(MaxTitle);
    m_title->setPlaceholderText(tr("For example: Checkout, release 4.2, before the new cart"));
    m_description->setObjectName(u"sessionDescription"_s);
    m_description->setAccessibleName(tr("Description"));
    m_description->setPlaceholderText(tr("What was done, with which build, what to look at"));
    m_description->setTabChangesFocus(true);

    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Title"), m_title);
    form->addRow(tr("&Description"), m_description);
    addFact(form, tr("File"),
        m_properties.named ? QDir::toNativeSeparators(m_properties.path) : tr("Not saved under a name yet"));
    addFact(form, tr("Size"),
        tr("%1, %2", "calls, bytes")
            .arg(tr("%Ln call(s)", nullptr, static_cast<int>(m_properties.calls)),
                longSize(m_properties.bytes)));
    if (m_properties.startedAt != NoTime)
        addFact(form, tr("Started"),
            QLocale().toString(
                QDateTime::fromMSecsSinceEpoch(m_properties.startedAt / 1000), QLocale::LongFormat));
    addFact(form, tr("Written by"), m_properties.writer);
    addFact(form, tr("Checked with"),
        m_properties.checkedNow
            ? tr("the rules, catalogue and plans in force (Spectap %1)").arg(QStringLiteral(SPECTAP_VERSION))
            : tr("other rules, catalogue or plans than those in force"));

    auto *buttons = new QDialogButtonBox(this);
    QPushButton *keep = buttons->addButton(tr("&Keep"), QDialogButtonBox::AcceptRole);
    keep->setObjectName(u"keepProperties"_s);
    keep->setDefault(true);
    keep->setToolTip(tr("Keep title and description with the session"));
    buttons->addButton(QDialogButtonBox::Cancel);
    connect(buttons, &QDialogButtonBox::accepted, this, &SessionPropertiesDialog::keep);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->addLayout(form, 1);
    column->addWidget(buttons);
    m_title->setFocus();
}

void SessionPropertiesDialog::addFact(QFormLayout *form, const QString &name, const QString &fact)
{
    auto *label = new QLabel(fact, this);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setAccessibleName(name);
    form->addRow(name, label);
}

void SessionPropertiesDialog::keep()
{
    const QString title = m_title->text().simplified();
    const QString description = m_description->toPlainText().trimmed();
    if (title != m_properties.title || description != m_properties.description)
        emit kept(m_properties.path, title, description);
    accept();
}

} // namespace spectap
