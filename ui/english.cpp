// SPDX-License-Identifier: MIT
#include "ui/english.h"

#include <QCoreApplication>
#include <QTranslator>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

class EnglishPlurals final : public QTranslator
{
public:
    using QTranslator::QTranslator;

    QString translate(const char *, const char *text, const char *, int count) const override
    {
        if (count < 0)
            return {};
        QString words = QString::fromUtf8(text);
        return words.contains(u"(s)"_s) ? words.replace(u"(s)"_s, count == 1 ? QString() : u"s"_s)
                                        : QString();
    }

    bool isEmpty() const override { return false; }
};

} // namespace

void installEnglishPlurals(QCoreApplication &app)
{
    QCoreApplication::installTranslator(new EnglishPlurals(&app));
}

} // namespace spectap
